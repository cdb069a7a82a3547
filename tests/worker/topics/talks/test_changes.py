"""What of a timeline is news."""

from worker.topics.talks import changes

PLANNED = ("2022-02-10", "Cuộc họp Hội đồng Nga - NATO sẽ diễn ra ngày 16/2 tại Brussels.")


def test_a_new_status_is_a_development_with_both_quotes(timeline):
    held = ("2022-02-17", "Nga và NATO đã họp tại Brussels ngày 16/2.")
    (change,) = changes(timeline(PLANNED), timeline(PLANNED, held))
    assert (change.before, change.after) == (PLANNED[1], held[1])
    assert "dự kiến → đã diễn ra" in change.what


def test_a_cancelled_talk_is_a_development(timeline):
    off = ("2022-02-12", "Cuộc họp Hội đồng Nga - NATO ngày 16/2 bị hủy.")
    (change,) = changes(timeline(PLANNED), timeline(PLANNED, off))
    assert "bị hủy" in change.what
    assert change.after == off[1]


def test_a_moved_day_is_a_development(timeline):
    moved = ("2022-02-12", "Cuộc họp Hội đồng Nga - NATO ngày 16/2 được dời sang ngày 18/2.")
    found = changes(timeline(PLANNED), timeline(PLANNED, moved))
    assert [change.after for change in found] == [moved[1]] * len(found)
    assert any("2022-02-16 → 2022-02-18" in change.what for change in found)


def test_a_contradiction_is_a_development(timeline):
    same = ("2022-02-10", "Hội đồng Nga - NATO dự kiến họp tại Brussels ngày 16/2.")
    other = ("2022-02-11", PLANNED[1].replace("Brussels", "Vienna"))
    (change,) = changes(timeline(PLANNED, same), timeline(PLANNED, same, other))
    assert "mâu thuẫn" in change.what
    assert change.after == other[1]


def test_a_reprint_is_none(timeline):
    assert changes(timeline(PLANNED), timeline(PLANNED, ("2022-02-11", PLANNED[1]))) == ()


def test_a_rewrite_is_none(timeline):
    rewritten = ("2022-02-11", "Theo Sputnik, Nga và NATO dự kiến họp tại Brussels vào ngày 16/2.")
    assert changes(timeline(PLANNED), timeline(PLANNED, rewritten)) == ()


def test_a_new_talk_is_no_change_of_another(timeline):
    other = ("2022-02-11", "Ông Biden sẽ điện đàm với ông Putin ngày 12/2.")
    assert changes(timeline(PLANNED), timeline(PLANNED, other)) == ()


def test_a_day_that_passes_is_no_development(timeline):
    assert changes(timeline(PLANNED), timeline(PLANNED, today="2022-03-01")) == ()
