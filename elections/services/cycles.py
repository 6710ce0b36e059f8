from collections.abc import Iterator

from elections.models import Account, Cycle, Election, Organisation, Reply, Request
from elections.rules.acts import Act, Milestone
from elections.rules.codes import code_issues
from elections.rules.issues import Issue
from elections.rules.phases import Phase, is_on
from elections.rules.rule_set import PRESETS, RuleSet, bound_issues

from .acting import office_act
from .contests import follow_rules, rules_issues


def open_cycle(office: Organisation, *, actor: Account, code: str, name: str, rules: RuleSet) -> Cycle:
    """本届换届 of the street with its rule set. Opening the same one again returns it."""
    with office_act(Act.OPEN_CYCLE, office, actor) as act:
        act.refuse([*code_issues(code), *([] if name.strip() else [Issue("name_missing", {})])])
        existing = Cycle.objects.filter(office=office, code=code).first()
        if existing is not None:
            act.refuse([Issue("cycle_code_taken", {"code": code})] if existing.rules != rules else [])
            act.repeats(existing, name=name)
            return existing
        act.refuse(bound_issues(rules))
        cycle = Cycle.objects.create(office=office, code=code, name=name, rule_set=rules.to_json(), opened_at=act.now, opened_by=actor)
        act.record(cycle, detail={"name": name, "rule_set": cycle.rule_set}, preset=rules.name if rules.name in PRESETS else "own")
        return cycle


def change_rule_set(cycle: Cycle, *, actor: Account, rules: RuleSet) -> Cycle:
    """Free until the first roll of the cycle is closed; after that every change needs a reply of the superior of its own. Contests that
    follow from the posts and these rules are written anew until there is a slate."""
    with office_act(Act.CHANGE_RULE_SET, cycle.office, actor) as act:
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if cycle.rules == rules:
            act.repeats()
            return cycle
        act.refuse([*bound_issues(rules), *_lost_phase_issues(cycle, rules), *rules_issues(cycle, rules)])
        request = None
        if _a_roll_is_closed(cycle):
            request = _unused_approval(cycle)
            act.refuse([] if request else [Issue("approval_missing", {"kind": Request.Kind.RULE_CHANGE.value})])
        former, before, cycle.rule_set = cycle.rules, cycle.rule_set, rules.to_json()
        cycle.rule_request = request or cycle.rule_request
        cycle.save(update_fields=["rule_set", "rule_request"])
        changed = sorted(name for name, value in cycle.rule_set.items() if before.get(name) != value)
        followed = follow_rules(act, cycle, former)
        act.record(
            cycle,
            detail={"before": before, "after": cycle.rule_set},
            changed=changed,
            contests_of=followed,
            request=request.pk if request else None,
        )
        return cycle


def _a_roll_is_closed(cycle: Cycle) -> bool:
    return Election.objects.filter(cycle=cycle, milestones__kind=Milestone.ROLL_CLOSED).exists()


def _unused_approval(cycle: Cycle) -> Request | None:
    """Asked and approved in this cycle, with the scanned reply, after the one that the present rules rest on."""
    approved = Request.objects.filter(election__cycle=cycle, kind=Request.Kind.RULE_CHANGE, pk__gt=cycle.rule_request_id or 0)
    return approved.filter(replies__kind=Reply.Kind.APPROVED, replies__scan__isnull=False).last()


def _lost_phase_issues(cycle: Cycle, rules: RuleSet) -> Iterator[Issue]:
    """A step that an election stands in cannot be switched off under it."""
    for election in Election.objects.filter(cycle=cycle).select_related("community"):
        if not is_on(Phase(election.phase), rules):
            yield Issue("phase_in_use", {"community": election.community.name, "phase": election.phase})
