"""An imported roll is undone as it was applied: whole, as long as the roll is open and nobody has worked on its entries since."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from elections.models import Account, ImportedRoll, RollEntry
from elections.queries.roll import is_closed, person_of, replies_to_stand
from elections.rules.acts import Act
from elections.rules.issues import Issue

from .acting import ElectionAct, election_act
from .roll_entries import branches_of, fill_entry, plain, read_plain, set_rights

KEPT = ("identity_key", "identity_tail")
MOST_NAMED = 5


def undo_import(imported: ImportedRoll, *, actor: Account, reason: str) -> ImportedRoll:
    """Who came with the file is taken off, who was changed by it is as before. Refused with the names of whom somebody worked on since."""
    with election_act(Act.UNDO_IMPORT, imported.election, actor) as act:
        imported = ImportedRoll.objects.select_for_update(of=("self",)).get(pk=imported.pk)
        if imported.undone_at is not None:
            act.repeats()
            return imported
        entries = _entries_of(imported)
        act.refuse(_undo_issues(act, imported, entries, reason))
        _take_off(act, [entry for entry in entries if str(entry.pk) in imported.added])
        _put_back(act, imported, [entry for entry in entries if str(entry.pk) in imported.changed])
        imported.undone_at, imported.added, imported.changed = act.now, {}, {}
        imported.save(update_fields=["undone_at", "added", "changed"])
        detail = {"names": [entry.name for entry in entries], "reason": reason}
        act.record(imported, removed=imported.new_rows, changed=imported.changed_rows, detail=detail)
        return imported


def keep_import(
    act: ElectionAct, name: str, sha256: str, new: Sequence[RollEntry], before: Mapping[int, Any], changed: Sequence[RollEntry]
) -> None:
    """Within the act that imports: `before` holds what `values_of` said of each changed entry before it was changed."""
    ImportedRoll.objects.create(
        election=act.election,
        name=name[:120],
        sha256=sha256,
        new_rows=len(new),
        changed_rows=len(changed),
        added={str(entry.pk): digest_of(entry) for entry in new},
        changed={str(entry.pk): {"before": before[entry.pk], "after": digest_of(entry)} for entry in changed},
        at=act.now,
        by=act.officer,
    )


def forget_imports(act: ElectionAct) -> None:
    """Within the act that closes the roll: from then on nothing is undone, so nobody's earlier values are kept."""
    ImportedRoll.objects.filter(election=act.election).update(added={}, changed={})


def values_of(entry: RollEntry) -> dict[str, Any]:
    return plain(person_of(entry)) | {name: getattr(entry, name) for name in KEPT}


def digest_of(entry: RollEntry) -> str:
    return hashlib.sha256(json.dumps(values_of(entry), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _entries_of(imported: ImportedRoll) -> list[RollEntry]:
    keys = [int(key) for key in (*imported.added, *imported.changed)]
    return list(RollEntry.objects.select_for_update().filter(election=imported.election_id, pk__in=keys).standing())


def _undo_issues(act: ElectionAct, imported: ImportedRoll, entries: Sequence[RollEntry], reason: str) -> Iterator[Issue]:
    if is_closed(act.election):
        yield Issue("roll_is_closed", {})
        return
    if not reason.strip():
        yield Issue("reason_missing", {})
    expected = imported.added | {key: item["after"] for key, item in imported.changed.items()}
    proposed = set(RollEntry.objects.filter(election=act.election, exclusion__state="proposed").values_list("pk", flat=True))
    touched = [entry.name for entry in entries if digest_of(entry) != expected[str(entry.pk)] or (entry.pk in proposed)]
    if touched:
        yield Issue("roll_import_overtaken", {"count": len(touched), "names": "、".join(touched[:MOST_NAMED])})


def _take_off(act: ElectionAct, entries: Sequence[RollEntry]) -> None:
    for entry in entries:
        entry.removed_at = act.now
    RollEntry.objects.bulk_update(entries, ["removed_at"], batch_size=500)


def _put_back(act: ElectionAct, imported: ImportedRoll, entries: Sequence[RollEntry]) -> None:
    branches, replies = branches_of(act.election), replies_to_stand(act.election)
    for entry in entries:
        values = dict(imported.changed[str(entry.pk)]["before"])
        entry.identity_key, entry.identity_tail = values.pop("identity_key"), values.pop("identity_tail")
        fill_entry(entry, read_plain(values), branches)
        set_rights(act, entry, replies)
        entry.save()
