"""Which rulings count for a company or body, and whether it won or lost: the only rule, as SQL.

A ruling counts for every company that is party to its docket or that its docket is about; a platform's also
counts for its owner. A company that is not a party neither wins nor loses: Backpage in the suits against its
vendor. If `for_companies` names companies, the ruling counts only for these. Otherwise it counts for all
except those named in an earlier settlement or agreed dismissal in the same docket: Snap and TikTok settled
*K.G.M.* in January 2026, and did not lose it in June. A settlement in the lead docket of a multidistrict
litigation ends one suit of many, and releases nobody.

Immunity belongs to the service: its side wins if it is immune, and the other side loses. The service is
normally the party that is sued. If the party that sues or petitions is itself the service that the docket is
about, and nobody on the defense is, the service is that party (*Twitter v. Superior Court*; *Google v.
Hood*). Whether a party is a public body does not matter: cities and libraries claim immunity for their own
pages. In a challenge to a law, the public body loses if the law is preempted, and all others win. The result
is unknown for a party that is on both sides or on no known side, and for one whose name in the docket nobody
has confirmed; and for every party if there are services on both sides.
"""

_NAMES = "instr(';' || replace({0}.for_companies, '; ', ';') || ';', ';' || belongs.entity_id || ';') > 0"
# Owners count together with their platforms: an act for Meta is also for Instagram in the same docket.
_IS_NAMED = "exists (select 1 from belongs where belongs.member_id = involved.member_id and " + _NAMES + ")"
_SERVICES = "(select services.side from services where services.docket_id = counted.docket_id)"

COMPANY_RULINGS = f"""
with recursive belongs(entity_id, member_id) as (
  select entity_id, entity_id from entities
  union
  select belongs.entity_id, entities.entity_id from belongs join entities
    on entities.parent_entity_id = belongs.member_id and entities.kind = 'platform'
),
involved(docket_id, member_id, side, is_party) as (
  select docket_id, entity_id, case
      when party_type in ('plaintiff', 'petitioner') then 'plaintiff'
      when party_type in ('defendant', 'respondent') then 'defendant' end, 1
    from participations where entity_id is not null
  union
  select docket_id, entity_id, null, exists (
      select 1 from participations join belongs on belongs.entity_id = candidate_entity_id
      where participations.docket_id = docket_platforms.docket_id
        and belongs.member_id = docket_platforms.entity_id)
    from docket_platforms where entity_id is not null
),
-- The sides on which a service stands that the docket is about: it bears a name of that party, or of its platform.
services(docket_id, side) as (
  select distinct involved.docket_id, involved.side
    from involved
      join dockets using (docket_id)
      join belongs on belongs.entity_id = involved.member_id
      join entity_names on entity_names.entity_id = belongs.member_id
    where involved.side is not null
      and instr(';' || replace(dockets.platform, '; ', ';') || ';', ';' || entity_names.name || ';') > 0
),
-- Facebook, which a docket is about, is on the side of Meta, which is sued.
sided(docket_id, member_id, side, is_party) as (
  select docket_id, member_id, side, is_party from involved
  union
  select involved.docket_id, involved.member_id, owner.side, 1
    from involved
      join belongs on belongs.member_id = involved.member_id and belongs.entity_id <> involved.member_id
      join involved owner on owner.docket_id = involved.docket_id and owner.member_id = belongs.entity_id
    where involved.side is null and owner.side is not null
),
leading(docket_id) as (
  select other_docket_id from case_links where link_type in ('mdl_member', 'consolidated')
),
counted(ruling_id, docket_id, answer, entity_id, side, is_party) as (
  select rulings.ruling_id, rulings.docket_id, rulings.answer, above.entity_id,
    case when min(side) = max(side) then min(side) end, max(is_party)
  from rulings
    join sided involved using (docket_id)
    join belongs above on above.member_id = involved.member_id
  where case
    when rulings.for_companies is not null then {_IS_NAMED.format("rulings")}
    else not exists (
      select 1 from rulings released
      where released.docket_id = rulings.docket_id and released.for_companies is not null
        and (released.kind in ('settlement', 'stipulated_dismissal') or released.disposition = 'settled')
        and released.date_to < rulings.date_from
        and released.docket_id not in (select docket_id from leading where docket_id is not null)
        and {_IS_NAMED.format("released")})
    end
  group by rulings.ruling_id, above.entity_id
)
select counted.ruling_id, counted.docket_id, counted.entity_id, counted.side,
  case
    when coalesce(answer, '') not in ('immune', 'partly_immune', 'not_immune', 'preempted', 'not_preempted') then null
    when not is_party then null
    when side is null then 'not_known'
    when answer = 'partly_immune' then 'partly'
    when answer in ('preempted', 'not_preempted') then
      case when (answer = 'preempted') = (entities.kind in ('government', 'law_enforcement')) then 'lost' else 'won' end
    when ('plaintiff' in {_SERVICES}) and ('defendant' in {_SERVICES}) then 'not_known'
    when (answer = 'immune') = (side = iif('plaintiff' in {_SERVICES}, 'plaintiff', 'defendant')) then 'won'
    else 'lost' end as result
from counted join entities on entities.entity_id = counted.entity_id
"""
