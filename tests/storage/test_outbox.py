"""Deliveries owed."""

from datetime import timedelta

import pytest

from storage import outbox, queries
from storage.errors import EventConflict, NoSuchDelivery, StaleClaim
from storage.outbox import Claim
from storage.store import Store
from tests.storage.samples import Clock, append, raised

LEASE = timedelta(minutes=5)


def claim(store: Store, clock: Clock, limit: int = 100) -> list[Claim]:
    return outbox.claim(store, clock(), limit, LEASE)


def ids(claims: list[Claim]) -> list[str]:
    return [claim.id for claim in claims]


def send(store: Store, claim: Claim, clock: Clock) -> None:
    owed = outbox.begin(store, claim, clock(), LEASE)
    assert owed is not None
    with store.write() as tx:
        outbox.sent(tx, claim, owed.number, "250 ok")


def test_a_raised_alert_is_owed_at_once(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn"), ("d-2", "b@bao.vn")]))
    assert ids(claim(store, clock)) == ["d-1", "d-2"]


def test_an_alert_that_was_rolled_back_is_owed_to_nobody(store: Store, clock: Clock) -> None:
    def interrupted() -> None:
        with store.write() as tx:
            tx.append(raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert claim(store, clock) == []


def test_the_same_alert_again_is_owed_once(store: Store, clock: Clock) -> None:
    for _ in range(2):
        append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    assert ids(claim(store, clock)) == ["d-1"]


def test_a_delivery_id_that_another_alert_has_is_refused(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    with pytest.raises(EventConflict, match="d-1"):
        append(store, raised("l-2", "s-1", [("d-1", "a@bao.vn")]))
    with store.read() as conn:
        assert [alert.id for alert in queries.alerts(conn)] == ["l-1"]


def test_a_claimed_delivery_is_nobody_elses(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    assert ids(claim(store, clock)) == ["d-1"]
    assert claim(store, clock) == []


def test_an_attempt_carries_all_that_sending_needs(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    owed = outbox.begin(store, claim(store, clock)[0], clock(), LEASE)
    assert (owed.id, owed.alert, owed.story, owed.article) == ("d-1", "l-1", "s-1", "a-1")
    assert (owed.follower, owed.channel, owed.to) == ("desk", "email", "a@bao.vn")
    assert (owed.topic, owed.kind, owed.reason) == ("talks", "story", "new")
    assert owed.content == {"title": "Nga–NATO"}
    assert (owed.attempt, owed.number) == (1, 1)


def test_a_sent_delivery_is_settled(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    send(store, claim(store, clock)[0], clock)
    clock.forward(days=30)
    assert claim(store, clock) == []
    with store.read() as conn:
        assert [row.state for row in queries.deliveries(conn)] == ["sent"]
        assert queries.events(conn)[-1].data == {"attempt": 1, "detail": "250 ok"}


def test_a_failed_delivery_is_due_again_at_its_time(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    first = claim(store, clock)[0]
    owed = outbox.begin(store, first, clock(), LEASE)
    with store.write() as tx:
        outbox.failed(tx, first, owed.number, "451 later", clock() + timedelta(hours=2))
    clock.forward(hours=1)
    assert claim(store, clock) == []
    clock.forward(hours=1, seconds=1)
    again = outbox.begin(store, claim(store, clock)[0], clock(), LEASE)
    assert (again.id, again.attempt) == ("d-1", 2)


def test_a_dead_delivery_is_not_tried_again(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    first = claim(store, clock)[0]
    owed = outbox.begin(store, first, clock(), LEASE)
    with store.write() as tx:
        outbox.dead(tx, first, owed.number, "410 gone")
    clock.forward(days=30)
    assert claim(store, clock) == []
    with store.read() as conn:
        row = queries.deliveries(conn, state="dead")[0]
    assert (row.reason, row.due) == ("410 gone", "")


def test_a_worker_that_died_gives_way_after_its_lease(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    outbox.begin(store, claim(store, clock)[0], clock(), LEASE)
    clock.forward(minutes=4)
    assert claim(store, clock) == []
    clock.forward(minutes=2)
    again = outbox.begin(store, claim(store, clock)[0], clock(), LEASE)
    assert (again.id, again.attempt) == ("d-1", 2)


def test_a_renewed_lease_holds(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    first = claim(store, clock)[0]
    clock.forward(minutes=4)
    assert outbox.hold(store, first, clock(), LEASE)
    clock.forward(minutes=4)
    assert claim(store, clock) == []


def test_a_worker_that_was_overtaken_may_not_send(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    slow = claim(store, clock)[0]
    clock.forward(minutes=6)
    claim(store, clock)
    assert outbox.begin(store, slow, clock(), LEASE) is None
    assert not outbox.hold(store, slow, clock(), LEASE)


@pytest.mark.parametrize("how", ["sent", "failed", "dead"])
def test_a_worker_that_was_overtaken_cannot_settle(store: Store, clock: Clock, how: str) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    slow = claim(store, clock)[0]
    owed = outbox.begin(store, slow, clock(), LEASE)
    clock.forward(minutes=6)
    quick = claim(store, clock)[0]
    settle = {
        "sent": lambda tx: outbox.sent(tx, slow, owed.number),
        "failed": lambda tx: outbox.failed(tx, slow, owed.number, "no", clock()),
        "dead": lambda tx: outbox.dead(tx, slow, owed.number, "no"),
    }[how]
    with pytest.raises(StaleClaim, match="d-1"), store.write() as tx:
        settle(tx)
    send(store, quick, clock)
    with store.read() as conn:
        assert [event.type for event in queries.events(conn)] == ["alert.raised", "delivery.sent"]


def test_a_settled_delivery_cannot_be_settled_again(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    only = claim(store, clock)[0]
    send(store, only, clock)
    with pytest.raises(StaleClaim), store.write() as tx:
        outbox.dead(tx, only, 1, "no")


def test_what_was_let_go_is_free_and_untried(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    outbox.let_go(store, claim(store, clock)[0])
    again = outbox.begin(store, claim(store, clock)[0], clock(), LEASE)
    assert again.attempt == 1


def test_deliveries_of_a_story_to_one_destination_keep_their_order(
    store: Store, clock: Clock
) -> None:
    append(store, raised("l-1", "s-1", [("d-9", "a@bao.vn")]))
    append(store, raised("l-2", "s-1", [("d-1", "a@bao.vn")]))
    first = claim(store, clock)
    assert ids(first) == ["d-9"]
    assert claim(store, clock) == []
    send(store, first[0], clock)
    assert ids(claim(store, clock)) == ["d-1"]


def test_a_failing_delivery_holds_the_next_of_its_story(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    append(store, raised("l-2", "s-1", [("d-2", "a@bao.vn")]))
    first = claim(store, clock)[0]
    owed = outbox.begin(store, first, clock(), LEASE)
    with store.write() as tx:
        outbox.failed(tx, first, owed.number, "no", clock() + timedelta(hours=1))
    assert claim(store, clock) == []
    clock.forward(hours=2)
    first = claim(store, clock)[0]
    owed = outbox.begin(store, first, clock(), LEASE)
    with store.write() as tx:
        outbox.dead(tx, first, owed.number, "given up")
    assert ids(claim(store, clock)) == ["d-2"]


def test_other_stories_and_other_destinations_do_not_wait(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    append(store, raised("l-2", "s-1", [("d-2", "b@bao.vn")]))
    append(store, raised("l-3", "s-2", [("d-3", "a@bao.vn")]))
    assert ids(claim(store, clock)) == ["d-1", "d-2", "d-3"]


def test_two_deliveries_of_one_alert_to_one_destination_keep_an_order(
    store: Store, clock: Clock
) -> None:
    append(store, raised("l-1", "s-1", [("d-2", "a@bao.vn"), ("d-1", "a@bao.vn")]))
    assert ids(claim(store, clock)) == ["d-1"]


def test_a_claim_takes_the_longest_due_first_and_no_more_than_asked(
    store: Store, clock: Clock
) -> None:
    for number in range(5):
        append(store, raised(f"l-{number}", f"s-{number}", [(f"d-{number}", "a@bao.vn")]))
    assert ids(claim(store, clock, limit=2)) == ["d-0", "d-1"]
    assert ids(claim(store, clock, limit=2)) == ["d-2", "d-3"]


def test_a_dead_delivery_can_be_resent_under_the_same_id(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    first = claim(store, clock)[0]
    outbox.begin(store, first, clock(), LEASE)
    with store.write() as tx:
        outbox.dead(tx, first, 1, "no")
    with store.write() as tx:
        outbox.resend(tx, "d-1", "hộp thư đã mở lại")
    again = claim(store, clock)[0]
    owed = outbox.begin(store, again, clock(), LEASE)
    assert (owed.id, owed.attempt, owed.number) == ("d-1", 1, 2)
    with store.write() as tx:
        outbox.sent(tx, again, owed.number)
    with store.read() as conn:
        row = queries.deliveries(conn, id_="d-1")[0]
    assert (row.state, row.resent, row.attempt) == ("sent", 1, 2)


def test_resending_what_is_owed_makes_it_due_now(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    first = claim(store, clock)[0]
    outbox.begin(store, first, clock(), LEASE)
    with store.write() as tx:
        outbox.failed(tx, first, 1, "no", clock() + timedelta(hours=9))
    with store.write() as tx:
        outbox.resend(tx, "d-1", "now")
    owed = outbox.begin(store, claim(store, clock)[0], clock(), LEASE)
    assert (owed.attempt, owed.number) == (1, 2)


def test_a_sent_delivery_can_be_resent_more_than_once(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    for _ in range(3):
        send(store, claim(store, clock)[0], clock)
        with store.write() as tx:
            outbox.resend(tx, "d-1", "again")
    assert ids(claim(store, clock)) == ["d-1"]


def test_resending_what_never_was_is_refused(store: Store) -> None:
    with pytest.raises(NoSuchDelivery, match="d-7"), store.write() as tx:
        outbox.resend(tx, "d-7", "why")


def test_the_age_of_the_oldest_debt_counts_from_the_alert(store: Store, clock: Clock) -> None:
    with store.read() as conn:
        assert outbox.oldest_owed(conn, clock()) is None
        assert outbox.soonest_due(conn) is None
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    first = claim(store, clock)[0]
    outbox.begin(store, first, clock(), LEASE)
    with store.write() as tx:
        outbox.failed(tx, first, 1, "no", clock() + timedelta(hours=9))
    now = clock.forward(hours=3)
    with store.read() as conn:
        assert timedelta(hours=3) <= outbox.oldest_owed(conn, now) < timedelta(hours=3, minutes=1)
        soonest = outbox.soonest_due(conn) - now
    assert timedelta(hours=5, minutes=59) < soonest <= timedelta(hours=6)


def test_a_lease_counts_in_when_the_next_can_be_claimed(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    now = clock()
    outbox.claim(store, now, 1, LEASE)
    with store.read() as conn:
        assert outbox.soonest_due(conn) == now + LEASE
