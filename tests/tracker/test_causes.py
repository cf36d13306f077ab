"""What went wrong without at whose address: said once, and counted."""

from tracker.causes import cause_of, sum_up

NO_NETWORK = (
    "https://{0}/rss.pl: not asked for, as robots.txt of {0} is unknown "
    "({0} cannot be found; is there a network?)"
)


def test_the_same_fault_at_two_addresses_has_one_cause():
    left, other = (cause_of(NO_NETWORK.format(host)) for host in ("ecf.cand.example.gov", "www.example.org"))
    assert left == other and "robots.txt" in left and "example" not in left


def test_another_fault_at_the_same_address_is_another_cause():
    assert cause_of("https://a.example/x: HTTP 500") != cause_of("https://a.example/x: HTTP 503")


def test_each_cause_is_said_once_with_how_many_more_there_were():
    messages = [NO_NETWORK.format(f"h{n}.example.org") for n in range(3)] + [
        "https://a.example.org/x: HTTP 500"
    ]
    assert sum_up(messages, 3) == f"{messages[0]} (and 2 like it); {messages[3]}"
    assert sum_up(messages, 1) == f"{messages[0]} (and 2 like it)"
    assert sum_up([], 3) is None


def test_what_was_counted_has_the_cause_of_what_was_not():
    messages = [NO_NETWORK.format(f"h{n}.example.org") for n in range(3)]
    assert cause_of(sum_up(messages, 3) or "") == cause_of(messages[0])
