"""The screens of the hall: what each is for, who works there, and after how long it locks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from elections.permissions import COMMUNITY, HALL_ROLES, Role, roles_for
from elections.places import HALL
from elections.rules.acts import Act


@dataclass(frozen=True, slots=True)
class Station:
    """A screen of the hall. Whoever may do one of its `acts` works there; `also` may look at it.

    `patience`: after how many times HALL_IDLE_SECONDS without a touch it locks; none for the projector.
    """

    code: str
    title: str | Promise
    url: str
    acts: frozenset[Act] = frozenset()
    also: frozenset[Role] = frozenset()
    patience: int = 1
    lead: str | Promise = ""

    @property
    def workers(self) -> frozenset[Role]:
        """Where nothing is done, whoever may look."""
        return frozenset().union(*(roles_for(act) for act in self.acts)) if self.acts else self.also

    @property
    def readers(self) -> frozenset[Role]:
        return self.also | self.workers


HOST_DESK = Station(
    "host",
    _("Host's desk"),
    "elections:hall",
    frozenset(
        {
            Act.OPEN_SESSION,
            Act.VOTE_ON_EXCLUSIONS,
            Act.DECLARE_QUORUM,
            Act.ADOPT_METHOD,
            Act.APPROVE_OFFICIALS,
            Act.REPLACE_OFFICIAL,
            Act.RENEW_HALL_PIN,
            Act.SET_SPEECH_ORDER,
            Act.RECORD_SPEECH,
            Act.ADJOURN_SESSION,
            Act.CLOSE_SESSION,
        }
    ),
    patience=5,
    lead=_("The agenda of the meeting, and what comes next."),
)
CHECK_IN_DESK = Station(
    "check-in",
    _("Check-in"),
    "elections:check_in",
    frozenset({Act.CHECK_IN, Act.UNDO_CHECK_IN, Act.CHECK_OUT}),
    lead=_("Who has come: by name, pinyin initials or number."),
)
PROJECTOR = Station(
    "projector",
    _("Projector"),
    "elections:projector",
    also=COMMUNITY | HALL_ROLES,
    patience=0,
    lead=_("The picture for the hall; it follows the meeting by itself and never locks."),
)
ROUNDS_DESK = Station(
    "rounds",
    _("Ballots and results"),
    "elections:rounds",
    frozenset(
        {
            Act.OPEN_ROUND,
            Act.CLOSE_ROUND,
            Act.VOID_ROUND,
            Act.DECIDE_OUTCOME,
            Act.REDUCE_SEATS,
            Act.RECORD_DECLINED,
            Act.NAME_PLENARY_CANDIDATES,
            Act.CERTIFY_RESULT,
        }
    ),
    HALL.readers,
    patience=5,
    lead=_("What is voted on, round by round, with its figures and its outcome."),
)
BALLOT_DESK = Station(
    "ballot-desk",
    _("Ballot desk"),
    "elections:ballot_desk",
    frozenset({Act.ISSUE_BALLOT, Act.REPLACE_BALLOT, Act.PREPARE_BALLOT_CODES}),
    lead=_("One ballot to each who is here; spoiled ones are exchanged."),
)
COUNT_DESK = Station(
    "count",
    _("Count"),
    "elections:count_desk",
    frozenset({Act.ENTER_TALLY, Act.SETTLE_TALLY, Act.ATTEST_COUNT, Act.REOPEN_COUNT}),
    HALL.readers,
    patience=5,
    lead=_("Two tellers type each batch; the scrutineer settles what differs and signs."),
)
# In the order in which they are needed.
STATIONS: Sequence[Station] = (HOST_DESK, CHECK_IN_DESK, BALLOT_DESK, COUNT_DESK, ROUNDS_DESK, PROJECTOR)


def station(code: str) -> Station:
    return next(item for item in STATIONS if item.code == code)


def station_of(act: Act) -> Station | None:
    """Where in the hall the act is done."""
    return next((item for item in STATIONS if act in item.acts), None)


def station_at(url: str, readers: object) -> Station | None:
    """By the name of its page, or as the one whose people a page is for."""
    return next((item for item in STATIONS if item.url == url), None) or next((item for item in STATIONS if item.readers == readers), None)


def stations_for(held: frozenset[Role]) -> list[Station]:
    """Those where one of the roles works; whoever works at none sees those that may be looked at."""
    return [item for item in STATIONS if item.workers & held] or [item for item in STATIONS if item.readers & held]
