from elections.models import Account, Cycle, Election, Organisation
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.rule_set import RuleSet, bound_issues

from .acting import office_act
from .requests import approval_issues


def open_cycle(office: Organisation, *, actor: Account, code: str, name: str, rules: RuleSet) -> Cycle:
    """本届换届 of the street with its rule set. Opening the same one again returns it."""
    with office_act(Act.OPEN_CYCLE, office, actor) as act:
        existing = Cycle.objects.filter(office=office, code=code).first()
        if existing is not None:
            act.refuse([Issue("cycle_code_taken", {"code": code})] if existing.rules != rules else [])
            act.repeats()
            return existing
        act.refuse(bound_issues(rules))
        cycle = Cycle.objects.create(office=office, code=code, name=name, rule_set=rules.to_json(), opened_at=act.now, opened_by=actor)
        act.record(cycle, detail={"name": name, "rule_set": cycle.rule_set}, preset=rules.name)
        return cycle


def change_rule_set(cycle: Cycle, *, actor: Account, rules: RuleSet) -> Cycle:
    """Free until the first roll of the cycle is closed; after that it needs the superior's reply on record."""
    with office_act(Act.CHANGE_RULE_SET, cycle.office, actor) as act:
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if cycle.rules == rules:
            act.repeats()
            return cycle
        act.refuse(bound_issues(rules))
        if _a_roll_is_closed(cycle):
            act.refuse(approval_issues(cycle.office, None, "rule_change"))
        before, cycle.rule_set = cycle.rule_set, rules.to_json()
        cycle.save(update_fields=["rule_set"])
        changed = sorted(name for name, value in cycle.rule_set.items() if before.get(name) != value)
        act.record(cycle, detail={"before": before, "after": cycle.rule_set}, changed=changed)
        return cycle


def _a_roll_is_closed(cycle: Cycle) -> bool:
    return Election.objects.filter(cycle=cycle, milestones__kind="roll_closed").exists()
