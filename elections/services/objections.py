"""反映问题 and 处理意见. Who reports is known to the objection handler alone: no event, detail or document names a reporter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from elections.models import Account, Notice, Objection, RollEntry, Ruling
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.notices import in_words

from .acting import ElectionAct, election_act
from .slate import prove_anew, take_off


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was reported. Anonymous where no name is given; `entry` is None for an objection to the procedure."""

    channel: str
    matter: str
    entry: RollEntry | None = None
    reporter: str = ""
    reporter_contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How it was handled. `affects`: the post cannot be taken up, or (procedure) the notice has to be begun anew."""

    finding: str
    affects: bool
    text: str
    feedback: str = ""


def receive_objection(
    notice: Notice, report: Report, *, actor: Account, received_at: datetime | None = None, late_reason: str = ""
) -> Objection:
    """From now on the person named is held and may not be on the next list; an objection to the procedure holds the next step."""
    with election_act(Act.RECEIVE_OBJECTION, notice.election, actor, fact_at=received_at, late_reason=late_reason) as act:
        act.refuse(_report_issues(act, notice, report))
        before = Objection.objects.filter(
            notice=notice, entry=report.entry, channel=report.channel, matter=report.matter, reporter=report.reporter
        ).first()
        if before is not None:
            act.repeats(before, reporter_contact=report.reporter_contact, received_at=received_at)
            return before
        objection = Objection.objects.create(
            notice=notice,
            entry=report.entry,
            channel=report.channel,
            matter=report.matter,
            anonymous=not report.reporter.strip(),
            reporter=report.reporter,
            reporter_contact=report.reporter_contact,
            received_at=act.fact_at,
            received_by=act.officer,
        )
        if report.entry is not None:
            prove_anew(act, report.entry)
        # Not even the erasable detail holds the matter: it may tell who reported.
        act.record(objection, notice=notice.pk, round=notice.round, about=_about(objection), channel=report.channel)
        return objection


def rule_on_objection(objection: Objection, handling: Handling, *, actor: Account) -> Ruling:
    """Once for each objection. Upheld and affecting the post, it takes the person off every later list and off the ballots."""
    with election_act(Act.RULE_ON_OBJECTION, objection.notice.election, actor) as act:
        objection = Objection.objects.select_for_update(of=("self",)).select_related("notice", "entry").get(pk=objection.pk)
        before = Ruling.objects.filter(objection=objection).first()
        if before is not None:
            same = (before.finding, before.affects_candidacy) == (handling.finding, handling.affects)
            act.refuse([] if same else [Issue("objection_ruled", {"ruled": in_words(before.ruled_at)})])
            act.repeats(before, text=handling.text, feedback=handling.feedback)
            return before
        act.refuse(_handling_issues(handling))
        ruling = Ruling.objects.create(
            objection=objection,
            finding=handling.finding,
            affects_candidacy=handling.affects,
            text=handling.text,
            feedback=handling.feedback,
            ruled_at=act.now,
            ruled_by=act.officer,
        )
        if objection.entry is not None:
            _follow(act, objection.entry, handling)
        figures = {"finding": handling.finding, "affects": int(handling.affects)}
        act.record(ruling, objection=objection.pk, about=_about(objection), **figures, detail={"text": handling.text})
        return ruling


def _follow(act: ElectionAct, entry: RollEntry, handling: Handling) -> None:
    if handling.affects:
        RollEntry.objects.filter(pk=entry.pk, disqualified_at=None).update(disqualified_at=act.now)
        take_off(act, entry, "disqualified")
    else:
        prove_anew(act, entry)


def _about(objection: Objection) -> str:
    return "procedure" if objection.entry_id is None else "person"


def _report_issues(act: ElectionAct, notice: Notice, report: Report) -> Iterator[Issue]:
    if report.channel not in Objection.Channel.values:
        yield Issue("objection_channel_unknown", {"channel": report.channel})
    if not report.matter.strip():
        yield Issue("objection_without_matter", {})
    if report.reporter_contact.strip() and not report.reporter.strip():
        yield Issue("objection_contact_without_name", {})
    if report.entry is not None and report.entry.pk not in {row["entry"] for row in notice.people}:
        yield Issue("objection_person_not_listed", {"name": report.entry.name, "round": notice.round})
    if act.fact_at < notice.posted_at:
        yield Issue("objection_before_notice", {"received": in_words(act.fact_at), "posted": in_words(notice.posted_at)})


def _handling_issues(handling: Handling) -> Iterator[Issue]:
    if handling.finding not in Ruling.Finding.values:
        yield Issue("ruling_finding_unknown", {"finding": handling.finding})
    elif handling.affects and handling.finding == Ruling.Finding.NOT_TRUE:
        yield Issue("ruling_contradicts_itself", {})
    if not handling.text.strip():
        yield Issue("ruling_without_text", {})
