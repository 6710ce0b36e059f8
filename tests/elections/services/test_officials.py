"""Officials during the meeting: somebody takes another's place, a lost slip, and how often a PIN may be guessed."""

import pytest
from django.core.cache import cache

from elections.models import Decision, Official
from elections.permissions import Role
from elections.rules.issues import RuleViolation
from elections.services.check_in import check_in, check_out
from elections.services.officials import PIN_TRIES, official_by_pin, renew_hall_pin, replace_official
from elections.services.sessions import HandVote, adjourn_session
from tests.factories.hall import Hall, codes, hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Hall:
    cache.clear()
    made = hall()
    made.open(present=19)
    return made


def chief(at: Hall) -> Official:
    return Official.objects.serving().get(meeting=at.meeting, role="chief_scrutineer")


def free(at: Hall, place: int = 0) -> object:
    busy = set(Official.objects.serving().values_list("entry_id", flat=True))
    busy |= set(at.meeting.election.contests.values_list("candidates__entry", flat=True))
    return [entry for entry in at.members[:19] if entry.pk not in busy][place]


def test_a_new_chief_scrutineer_gets_an_own_pin_and_the_old_one_signs_nothing(at: Hall) -> None:
    before, events = chief(at), at.events()
    new, pin = replace_official(before, free(at), HandVote(15), actor=at[Role.HOST])  # type: ignore[arg-type]
    assert official_by_pin(at.meeting, pin, actor=at[Role.TELLER]) == new
    with pytest.raises(RuleViolation) as refused:
        official_by_pin(at.meeting, at.pin, actor=at[Role.TELLER])
    assert codes(refused) == ["hall_pin_wrong"]
    assert chief(at) == new
    assert Decision.objects.filter(matter="officials").count() == 2
    assert at.events() == events + 1


def test_replaced_once_only(at: Hall) -> None:
    before, entry = chief(at), free(at)
    new, _pin = replace_official(before, entry, HandVote(15), actor=at[Role.HOST])  # type: ignore[arg-type]
    events = at.events()
    assert replace_official(before, entry, HandVote(15), actor=at[Role.HOST]) == (new, "")  # type: ignore[arg-type]
    assert at.events() == events


def test_a_teller_has_no_pin(at: Hall) -> None:
    teller = Official.objects.get(meeting=at.meeting, role="teller")
    new, pin = replace_official(teller, free(at), HandVote(15), actor=at[Role.HOST])  # type: ignore[arg-type]
    assert pin == "" == new.pin
    with pytest.raises(RuleViolation) as refused:
        renew_hall_pin(new, actor=at[Role.HOST])
    assert codes(refused) == ["official_has_no_pin"]


def test_who_may_take_the_place(at: Hall) -> None:
    candidate = at.contest("committee").candidates.get(order=1).entry
    teller = Official.objects.get(meeting=at.meeting, role="teller").entry
    for entry, code in ((candidate, "official_is_candidate"), (teller, "official_serves_already"), (at.members[19], "official_not_here")):
        with pytest.raises(RuleViolation) as refused:
            replace_official(chief(at), entry, HandVote(15), actor=at[Role.HOST])
        assert codes(refused) == [code]
    gone = free(at)
    check_out(at.session, gone, actor=at[Role.CHECK_IN_CLERK])  # type: ignore[arg-type]
    check_in(at.session, [at.members[19]], actor=at[Role.CHECK_IN_CLERK])
    with pytest.raises(RuleViolation) as refused:
        replace_official(chief(at), gone, HandVote(15), actor=at[Role.HOST])  # type: ignore[arg-type]
    assert codes(refused) == ["official_not_here"]


def test_the_meeting_must_sit_and_carry_it(at: Hall) -> None:
    with pytest.raises(RuleViolation) as refused:
        replace_official(chief(at), free(at), HandVote(9), actor=at[Role.HOST])  # type: ignore[arg-type]
    assert codes(refused) == ["not_carried"]
    adjourn_session(at.session, actor=at[Role.HOST], reason="停电")
    with pytest.raises(RuleViolation) as refused:
        replace_official(chief(at), free(at), HandVote(15), actor=at[Role.HOST])  # type: ignore[arg-type]
    assert codes(refused) == ["no_session_sits"]


def test_a_lost_slip_is_made_anew(at: Hall) -> None:
    pin = renew_hall_pin(chief(at), actor=at[Role.HOST])
    assert official_by_pin(at.meeting, pin, actor=at[Role.TELLER]) == chief(at)
    with pytest.raises(RuleViolation):
        official_by_pin(at.meeting, at.pin, actor=at[Role.TELLER])


def test_a_pin_is_not_guessed_for_long(at: Hall) -> None:
    for _ in range(PIN_TRIES):
        with pytest.raises(RuleViolation) as refused:
            official_by_pin(at.meeting, "WRONG2", actor=at[Role.TELLER])
        assert codes(refused) == ["hall_pin_wrong"]
    with pytest.raises(RuleViolation) as refused:
        official_by_pin(at.meeting, at.pin, actor=at[Role.TELLER])
    assert codes(refused) == ["hall_pin_locked"]
    assert official_by_pin(at.meeting, at.pin, actor=at[Role.SCRUTINEER]) == chief(at)


def test_a_right_pin_forgets_the_wrong_ones(at: Hall) -> None:
    for _ in range(2):
        for _ in range(PIN_TRIES - 1):
            with pytest.raises(RuleViolation):
                official_by_pin(at.meeting, "WRONG2", actor=at[Role.TELLER])
        assert official_by_pin(at.meeting, at.pin, actor=at[Role.TELLER]) == chief(at)
