"""Pieces of the result's papers, made from the certified facts: meeting, figures, contests, people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from elections.documents.chinese import mean, numeral
from elections.documents.parts import (
    BallotFigures,
    ContestResult,
    Elected,
    Figures,
    NameResult,
    Officials,
    Person,
    WriteIn,
)
from elections.documents.parts import Meeting as MeetingPart
from elections.documents.words import EDUCATION, MEETINGS, POSTS, SEX, party_name
from elections.models import Election, Meeting, MilestoneRecord
from elections.rules.acts import Milestone

Facts = Mapping[str, Any]
COLLEGE = frozenset({"college", "bachelor", "master", "doctor"})
COMMITTEE_POSTS = ("secretary", "deputy", "committee")
# What follows a contest that did not fill its seats. `names` are the tied, `post` and `seats` what is open.
NEXT_WORDS = {
    "runoff": "{names}得票相等，再次投票。",
    "further_election": "尚缺{post}{seats}名，另行选举。",
    "pending": "待前一职位选定后确定。",
    "repeat_ballot": "选举无效，重新选举。",
    "meeting_invalid": "到会人数不足，会议无效。",
}


def has_figures(result: Facts) -> bool:
    """Whether the result was certified here; one entered as 已线下办理 stands on its paper alone."""
    return "elected" in result


def committee_people(facts: Facts) -> list[Facts]:
    """Everybody on the new committee once, the leaders among them."""
    return list({person["entry"]: person for person in facts["elected"] if person["post"] in COMMITTEE_POSTS}.values())


def organisation_of(election: Election) -> str:
    return party_name(election.community.name, election.community.title, election.office.name)


def discipline_committee_of(election: Election) -> str:
    """中共文晖街道京都苑社区纪律检查委员会: a body beside the committee, whatever that is called."""
    return f"中共{election.office.name}{election.community.name}纪律检查委员会"


def body_of(meeting: Meeting) -> str:
    """In whose name the papers of a meeting stand."""
    discipline = meeting.kind == Meeting.Kind.DISCIPLINE_PLENARY
    return discipline_committee_of(meeting.election) if discipline else organisation_of(meeting.election)


def outgoing_of(election: Election) -> str:
    """Who presides and proposes until the new committee is there."""
    return "筹备组" if election.community.preparatory else "上届委员会"


def superior_of(election: Election) -> str:
    return party_name(election.office.name, election.office.title)


def basis_of(election: Election) -> str:
    """The reply that allowed the election, with its number."""
    reply = milestone_facts(election, Milestone.PLAN_APPROVED).get("reply", {})
    return f"{superior_of(election)}批复（{reply['number']}）" if reply.get("number") else superior_of(election)


def milestone_facts(election: Election, kind: Milestone) -> Facts:
    found = MilestoneRecord.objects.standing().filter(election=election, kind=kind).first()
    return found.facts if found else {}


def meeting_words(election: Election) -> str:
    """党员大会, or 党员代表大会 once that is the meeting that was called."""
    return MEETINGS[election.form]


def method_words(election: Election, contests: Iterable[tuple[str, int, int]]) -> str:
    """`contests`: post, seats and candidates of each on its first ballot. 差额 is said only of those that have more names than seats."""
    direct = election.rules.secretary_elected_by == "members"
    leaders = f"书记、副书记由{meeting_words(election)}直接选举产生" if direct else "书记、副书记由新一届委员会第一次全体会议选举产生"
    ways: dict[str, list[str]] = {}
    for post, seats, candidates in contests:
        if candidates:  # none: names are written in, and nobody was put up for the seats
            ways.setdefault("差额选举" if candidates > seats else "等额选举", []).append(POSTS[post])
    if len(ways) == 1:
        return f"无记名投票、{next(iter(ways))}，{leaders}"
    return "，".join(["无记名投票", *("、".join(posts) + way for way, posts in ways.items()), leaders])


def first_ballots(meeting: Facts) -> Iterator[tuple[str, int, int]]:
    """Of a meeting that was held, as `method_words` asks for them."""
    for round in counted_rounds(meeting):
        for contest in round["contests"]:
            if contest["kind"] == "first":
                yield contest["post"], contest["seats"], len(contest["names"])


def composition_words(facts: Facts) -> str:
    people = committee_people(facts)
    women = sum(person["sex"] == "female" for person in people)
    college = sum(person["education"] in COLLEGE for person in people)
    ages = tuple(person["age"] for person in people)
    return f"新一届委员会共{len(people)}人，平均年龄{mean(ages)}岁，大专以上学历{college}人，女性{women}人。"


def meeting_part(meeting: Facts) -> MeetingPart:
    return MeetingPart(
        title=meeting["title"],
        held_at=datetime.fromisoformat(meeting["held_at"]),
        place=meeting["place"],
        chair=meeting["chair"],
        kind=meeting["kind"],
    )


def counted_rounds(meeting: Facts) -> list[Facts]:
    """Without those that were voided or held again: nothing of them counts."""
    return [round for round in meeting["rounds"] if round["valid"]]


def figures_part(meeting: Facts) -> Figures:
    """Of the meeting's first round that counts: what the others had stands with them."""
    return Figures(**counted_rounds(meeting)[0]["figures"])


def ballots_part(meeting: Facts) -> BallotFigures:
    """Of the same round."""
    ballots = counted_rounds(meeting)[0]["ballots"]
    return BallotFigures(**{name: value for name, value in ballots.items() if name != "written_for"})


def repeated_words(facts: Facts) -> str:
    """Which rounds do not count, so that the gap in their numbers is no riddle."""
    return "".join(
        f"{meeting_part(meeting).kind_words}第{numeral(round['number'])}轮投票{'作废' if round.get('voided') else '选举无效'}，已重新投票。"
        for meeting in facts["meetings"]
        for round in meeting["rounds"]
        if not round["valid"]
    )


def officials_part(meeting: Facts) -> Officials:
    found = meeting["officials"]
    return Officials(
        chief_scrutineer="、".join(found["chief_scrutineer"]),
        scrutineers=tuple(found["scrutineer"]),
        tellers=tuple(found["teller"]),
        callers=tuple(found["caller"]),
    )


def contest_parts(rounds: Sequence[Facts]) -> tuple[ContestResult, ...]:
    """In the order in which they were voted on; a vote of the same kind on the same post counts its turns."""
    turns: Counter[tuple[str, str]] = Counter()
    found = []
    for contest in (contest for round in rounds for contest in round["contests"]):
        turns[contest["code"], contest["kind"]] += 1
        found.append(_contest(contest, turns[contest["code"], contest["kind"]]))
    return tuple(found)


def _contest(contest: Facts, turn: int) -> ContestResult:
    return ContestResult(
        code=contest["code"],
        post=POSTS[contest["post"]],
        seats=contest["seats"],
        rows=tuple(
            NameResult(name=row["name"], votes_for=row["for"], against=row["against"], abstained=row["abstain"], elected=row["elected"])
            for row in contest["names"]
        ),
        valid=contest["valid"],
        void=contest["void"],
        elected=tuple(contest["elected"]),
        kind=contest["kind"],
        write_ins=tuple(WriteIn(**row) for row in contest["write_ins"]),
        write_ins_refused=contest["write_ins_refused"],
        tied=tuple(contest["tied"]),
        seats_left=contest["seats_left"],
        remark=next_words(contest["next"], contest["post"], contest["tied"], contest["seats_left"]),
        turn=turn,
    )


def next_words(step: str, post: str, tied: Sequence[str], seats_left: int) -> str:
    """Empty where a contest is settled."""
    return NEXT_WORDS.get(step, "").format(names="、".join(tied), post=POSTS[post], seats=seats_left)


def elected_part(facts: Facts, posts: Sequence[str]) -> tuple[Elected, ...]:
    chosen = [person for post in posts for person in facts["elected"] if person["post"] == post]
    return tuple(
        Elected(
            post=POSTS[person["post"]],
            person=_person(person),
            votes=person["votes"],
            age=person["age"],
            reelected=bool(person["reelected"]),
        )
        for person in chosen
    )


def _person(person: Facts) -> Person:
    return Person(
        name=person["name"],
        sex=SEX[person["sex"]],
        ethnicity=person["ethnicity"],
        birth=person["born_on"][:7],
        education=EDUCATION[person["education"]],
        joined=person["joined_on"][:7],
        present_post=person["present_post"],
        branch=person["branch"],
    )
