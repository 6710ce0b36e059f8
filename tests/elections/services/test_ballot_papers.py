from collections.abc import Sequence

import pytest

from elections.documents.ballots import BlankBallot, ListBallot, NumberBallot
from elections.models import Candidate, Document, MilestoneRecord
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.contests import Posts
from elections.rules.method import ElectionMethod
from elections.services.ballot_papers import BallotPaper, next_ballots, round_ballots
from elections.services.ballots import approve_ballot_proof
from elections.services.documents import draft_document
from elections.services.slate import hold_candidate
from tests.factories.hall import Hall, a_scan, hall, open_hall
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db


def drafted(at: Hall, papers: Sequence[BallotPaper]) -> list[Document]:
    clerk = at[Role.COMMUNITY_CLERK]
    return [draft_document(at.election, paper.kind, paper.snapshot, actor=clerk, title=paper.snapshot.title) for paper in papers]


def unproved(at: Hall) -> None:
    """The hall's scenery has the proof approved; here it is what the test is about."""
    MilestoneRecord.objects.filter(election=at.election, kind=Milestone.BALLOT_PROOF_APPROVED).delete()


def test_one_paper_with_numbers_for_all_posts() -> None:
    at = hall()
    (paper,) = next_ballots(at.meeting)
    assert isinstance(paper.snapshot, NumberBallot)
    assert paper.kind == "number_ballot"
    assert paper.snapshot.title == "中共文晖街道京都苑社区委员会书记、副书记、委员选票"
    assert paper.snapshot.organisation == "中共文晖街道京都苑社区党员大会"
    assert [(post.post, post.seats) for post in paper.snapshot.posts] == [("书记", 1), ("副书记", 1), ("委员", 3)]
    printed = [(candidate.number, candidate.name) for post in paper.snapshot.posts for candidate in post.candidates]
    slate = Candidate.objects.filter(contest__election=at.election)
    assert printed == list(slate.values_list("number", "entry__name"))
    assert [number for number, _ in printed] == list(range(1, len(printed) + 1))


def test_in_sequence_each_contest_has_its_paper_and_its_colour() -> None:
    at = hall(preset="village")
    papers = next_ballots(at.meeting)
    assert [paper.codes for paper in papers] == [("secretary",), ("deputy",), ("committee",)]
    assert {paper.kind for paper in papers} == {"list_ballot"}
    assert len({paper.snapshot.colour for paper in papers}) == 3
    committee = papers[2].snapshot
    assert isinstance(committee, ListBallot)
    (contest,) = committee.contests
    assert (contest.post, contest.seats, contest.write_ins) == ("委员", 3, 3)
    assert list(contest.candidates) == at.names("committee")


def test_the_discipline_committee_has_a_paper_of_its_own() -> None:
    at = hall(posts=Posts(size=5, discipline=3))
    papers = next_ballots(at.meeting)
    assert [paper.codes for paper in papers] == [("secretary", "deputy", "committee"), ("discipline",)]
    assert papers[1].snapshot.title == "中共文晖街道京都苑社区纪律检查委员会委员选票"
    assert papers[1].snapshot.organisation == "中共文晖街道京都苑社区党员大会"


def test_who_is_held_is_not_printed() -> None:
    at = hall(preset="village", slate={"committee": 5})
    held = Candidate.objects.filter(contest__code="committee")[0]
    hold_candidate(held, actor=at[Role.STREET_OFFICER], reason="有反映")
    committee = next_ballots(at.meeting)[2].snapshot
    assert isinstance(committee, ListBallot)
    assert held.entry.name not in committee.contests[0].candidates
    assert len(committee.contests[0].candidates) == 4


def test_an_open_round_prints_what_it_was_opened_with() -> None:
    at = hall(preset="village")
    planned = next_ballots(at.meeting)[0]
    at.open()
    opened = at.round("secretary")
    (paper,) = round_ballots(opened)
    assert paper.snapshot == planned.snapshot


def test_after_a_tie_comes_a_run_off_among_the_tied_without_write_ins() -> None:
    at = open_hall(preset="regulation-2020")
    names = at.names("committee")
    at.vote("committee", votes={"committee": dict(zip(names, (18, 17, 16, 15, 11, 11), strict=True))})
    runoff = next_ballots(at.meeting)[0].snapshot
    assert isinstance(runoff, ListBallot)
    assert runoff.kind == "runoff"
    assert (runoff.contests[0].seats, runoff.contests[0].candidates) == (1, tuple(names[4:]))
    assert runoff.contests[0].write_ins == 0
    assert runoff.title.endswith("委员选票（再次投票）")


def test_a_further_election_prints_who_is_left_or_nobody() -> None:
    at = hall(preset="village")
    at.open(method=ElectionMethod(ballot="sequential", further_candidates="blank"))
    at.vote("secretary", votes={"secretary": {at.names("secretary")[0]: 3}})
    blank = next_ballots(at.meeting)[0]
    assert isinstance(blank.snapshot, BlankBallot)
    assert (blank.kind, blank.snapshot.kind) == ("blank_ballot", "further")
    assert blank.snapshot.contests[0].candidates == ()


def test_a_proof_of_the_papers_made_here_is_approved() -> None:
    at = hall()
    unproved(at)
    documents = drafted(at, next_ballots(at.meeting))
    reached = approve_ballot_proof(at.election, actor=at[Role.STREET_OFFICER], documents=documents)
    assert reached.facts["documents"] == [documents[0].snapshot_sha256]


def test_a_proof_that_the_slate_has_left_behind_is_refused() -> None:
    at = hall(preset="village", slate={"committee": 5})
    documents = drafted(at, next_ballots(at.meeting))
    unproved(at)
    hold_candidate(Candidate.objects.filter(contest__code="committee")[0], actor=at[Role.STREET_OFFICER], reason="有反映")
    before = at.events()
    with refused(("ballot_proof_differs", {"title": documents[2].title, "post": "委员"})):
        approve_ballot_proof(at.election, actor=at[Role.STREET_OFFICER], documents=documents)
    assert at.events() == before
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.BALLOT_PROOF_APPROVED).exists()


def test_a_proof_has_a_paper_for_every_post_and_nothing_else() -> None:
    at = hall(preset="village")
    unproved(at)
    documents = drafted(at, next_ballots(at.meeting)[:2])
    with refused(("ballot_proof_incomplete", {"post": "委员"})):
        approve_ballot_proof(at.election, actor=at[Role.STREET_OFFICER], documents=documents)
    elsewhere = hall(preset="village", code="changqing")
    foreign = drafted(elsewhere, next_ballots(elsewhere.meeting))[2]
    with refused(("ballot_proof_foreign", {"title": foreign.title}), ("ballot_proof_incomplete", {"post": "委员"})):
        approve_ballot_proof(at.election, actor=at[Role.STREET_OFFICER], documents=[*documents, foreign])


def test_a_scanned_proof_is_judged_by_who_signs_it() -> None:
    at = hall()
    unproved(at)
    scan = a_scan(at.office)
    assert approve_ballot_proof(at.election, actor=at[Role.STREET_OFFICER], scan=scan).evidence == scan
