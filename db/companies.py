"""Which rulings count for a company or body, and how they came out for it: the only rule, as SQL.

A ruling counts for whoever is party to its docket or whom its docket is about, a platform's for its owner, too. Where
`for_companies` names some, it counts for these alone. Where it names nobody, it counts for all but those whom an
earlier settlement or agreed dismissal of the same docket names: Snap and TikTok settled *K.G.M.* in January 2026, and
did not lose it in June. A settlement in the docket that leads a multidistrict litigation ends one suit of many, and
releases nobody.

An answer on the defense is won or lost by the side that a company is on. One that measures a law is lost by the
public body where the law is preempted, and won by all others. Of who is on both sides, or on none that is known,
the result is not known.
"""

_NAMES = "instr(';' || replace({0}.for_companies, '; ', ';') || ';', ';' || belongs.entity_id || ';') > 0"
# Owners count with a platform of theirs: an act for Meta is for Instagram in the same docket, too.
_IS_NAMED = "exists (select 1 from belongs where belongs.member_id = involved.member_id and " + _NAMES + ")"

COMPANY_RULINGS = f"""
with recursive belongs(entity_id, member_id) as (
  select entity_id, entity_id from entities
  union
  select belongs.entity_id, entities.entity_id from belongs join entities
    on entities.parent_entity_id = belongs.member_id and entities.kind = 'platform'
),
involved(docket_id, member_id, side) as (
  select docket_id, entity_id, case
      when party_type in ('plaintiff', 'petitioner') then 'plaintiff'
      when party_type in ('defendant', 'respondent') then 'defendant' end
    from participations where entity_id is not null
  union
  select docket_id, entity_id, null from docket_platforms where entity_id is not null
),
-- Facebook, which a docket is about, is on the side of Meta, which is sued.
sided(docket_id, member_id, side) as (
  select docket_id, member_id, side from involved
  union
  select involved.docket_id, involved.member_id, owner.side
    from involved
      join belongs on belongs.member_id = involved.member_id and belongs.entity_id <> involved.member_id
      join involved owner on owner.docket_id = involved.docket_id and owner.member_id = belongs.entity_id
    where involved.side is null and owner.side is not null
),
leading(docket_id) as (
  select other_docket_id from case_links where link_type in ('mdl_member', 'consolidated')
),
counted(ruling_id, docket_id, answer, entity_id, side) as (
  select rulings.ruling_id, rulings.docket_id, rulings.answer, above.entity_id,
    case when min(side) = max(side) then min(side) end
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
    when side is null then 'not_known'
    when answer = 'partly_immune' then 'partly'
    when answer in ('preempted', 'not_preempted') then
      case when (answer = 'preempted') = (entities.kind in ('government', 'law_enforcement')) then 'lost' else 'won' end
    when (answer = 'immune') = (side = 'defendant') then 'won'
    else 'lost' end as result
from counted join entities on entities.entity_id = counted.entity_id
"""
