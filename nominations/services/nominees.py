"""The way of one nominee: consent and withdrawal, and the steps that other acts write."""

from collections.abc import Iterator
from datetime import datetime

from elections.models import Account, Contest, RollEntry, StoredFile
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.services.accounts import bar_for_conflict, lift_conflict
from elections.services.acting import ElectionAct, election_act
from elections.services.slate import on_ballot_issues, take_off
from nominations.models import Nominee, NomineeStep
from nominations.queries.nominees import accounts_named
from nominations.rules.nominee_steps import NomineeStep as Step
from nominations.rules.nominee_steps import has_consented, is_in, step_issues


def record_consent(
    nominee: Nominee,
    *,
    actor: Account,
    accepts_other_post: bool = False,
    sheet: StoredFile | None = None,
    account: Account | None = None,
    given_at: datetime | None = None,
    late_reason: str = "",
) -> NomineeStep:
    """The nominee agrees to stand. From here on an account of that person (`account`, where it is not known yet) loses what touches
    the own candidacy."""
    with election_act(Act.RECORD_CONSENT, nominee.election, actor, fact_at=given_at, late_reason=late_reason) as act:
        nominee = lock_nominee(nominee)
        if has_consented(nominee.steps_taken):
            consent = nominee.steps.filter(step=Step.CONSENTED).latest("pk")
            act.repeats(consent, sheet=sheet, accepts_other_post=accepts_other_post)
            return consent
        act.refuse(_namesake_issues(act, nominee, account or nominee.entry.account))
        made = take_step(act, nominee, Step.CONSENTED, accepts_other_post=accepts_other_post, sheet=sheet)
        if account is not None:
            _set_account(act, nominee, account)
        if nominee.entry.account is not None:
            bar_for_conflict(act, nominee.entry.account)
        act.record(made, nominee=nominee.pk, accepts_other_post=int(accepts_other_post))
        return made


def withdraw_nominee(
    nominee: Nominee,
    *,
    actor: Account,
    reason: str,
    sheet: StoredFile | None = None,
    withdrawn_at: datetime | None = None,
    late_reason: str = "",
) -> NomineeStep:
    """退出, at any stage until the first ballot with the name is opened. A certified candidate leaves the slate in the same act, and the
    ballot proof is approved anew."""
    with election_act(Act.WITHDRAW_NOMINEE, nominee.election, actor, fact_at=withdrawn_at, late_reason=late_reason) as act:
        nominee = lock_nominee(nominee)
        taken = nominee.steps_taken
        if taken[-1] is Step.WITHDRAWN:
            withdrawal = nominee.steps.latest("pk")
            act.repeats(withdrawal, reason=reason, sheet=sheet)
            return withdrawal
        act.refuse([*([] if reason.strip() else [Issue("reason_missing", {})]), *on_ballot_issues(nominee.entry)])
        made = take_step(act, nominee, Step.WITHDRAWN, reason=reason, sheet=sheet)
        lift_for(act, nominee)
        take_off(act, nominee.entry, "withdrawn")
        act.record(made, nominee=nominee.pk, after=taken[-1].value, detail={"reason": reason})
        return made


def link_account(nominee: Nominee, *, actor: Account, account: Account | None) -> Nominee:
    """With which account this person works here, known only after the consent, or named wrongly before; None: with none."""
    with election_act(Act.LINK_ACCOUNT, nominee.election, actor) as act:
        nominee = lock_nominee(nominee)
        before = nominee.entry.account
        if before == account:
            act.repeats()
            return nominee
        act.refuse(_namesake_issues(act, nominee, account))
        lift_for(act, nominee)
        _set_account(act, nominee, account)
        if account is not None and has_consented(nominee.steps_taken):
            bar_for_conflict(act, account)
        act.record(nominee, account=account.pk if account else None, before=before.pk if before else None)
        return nominee


def lock_nominee(nominee: Nominee) -> Nominee:
    return Nominee.objects.select_for_update(of=("self",)).select_related("entry__account", "election").get(pk=nominee.pk)


def nominee_of(act: ElectionAct, entry: RollEntry) -> Nominee:
    """Within the act that registers a nomination: the person becomes a nominee, or comes back after a withdrawal."""
    nominee, _ = Nominee.objects.get_or_create(entry=entry, defaults={"election": act.election, "since": act.now})
    if not is_in(nominee.steps_taken):
        take_step(act, nominee, Step.NOMINATED)
    return nominee


def take_step(
    act: ElectionAct,
    nominee: Nominee,
    step: Step,
    *,
    contest: Contest | None = None,
    reason: str = "",
    accepts_other_post: bool = False,
    sheet: StoredFile | None = None,
) -> NomineeStep:
    """Within another act: one more dated row, if it may follow the rows before it."""
    act.refuse(step_issues(nominee.steps_taken, step, nominee.entry.name))
    return NomineeStep.objects.create(
        nominee=nominee,
        step=step.value,
        contest=contest,
        fact_at=act.fact_at,
        entered_at=act.now,
        by=act.officer,
        reason=reason,
        accepts_other_post=accepts_other_post,
        sheet=sheet,
    )


def _set_account(act: ElectionAct, nominee: Nominee, account: Account | None) -> None:
    act.refuse(_account_issues(act, nominee, account))
    nominee.entry.account = account
    nominee.entry.save(update_fields=["account"])


def _account_issues(act: ElectionAct, nominee: Nominee, account: Account | None) -> Iterator[Issue]:
    """One person, one account: with two, the withdrawal of one nominee would give the other back what is barred."""
    if account is None:
        return
    if account.office_id != act.office.pk or not account.is_active:
        yield Issue("account_not_of_office", {})
    other = RollEntry.objects.filter(election=act.election, account=account).exclude(pk=nominee.entry_id).first()
    if other is not None:
        yield Issue("account_of_another_person", {"name": other.name})


def _namesake_issues(act: ElectionAct, nominee: Nominee, account: Account | None) -> Iterator[Issue]:
    """Who may be the nominee does not say that it is somebody else: from the consent on, it decides what the own account may do."""
    if account is None and accounts_named([act.officer], nominee.entry.name):
        yield Issue("account_denied_by_namesake", {"name": nominee.entry.name})


def lift_for(act: ElectionAct, nominee: Nominee) -> None:
    if nominee.entry.account is not None:
        lift_conflict(act, nominee.entry.account)


def availability_issues(nominee: Nominee, held: set[int]) -> Iterator[Issue]:
    """Why somebody may not be on the next list."""
    name = {"name": nominee.entry.name}
    if not is_in(nominee.steps_taken) or nominee.entry.removed_at is not None or nominee.entry.disqualified_at is not None:
        yield Issue("nominee_no_longer_stands", name)
    elif not has_consented(nominee.steps_taken):
        yield Issue("nominee_without_consent", name)
    elif nominee.entry_id in held:
        yield Issue("nominee_held", name)
