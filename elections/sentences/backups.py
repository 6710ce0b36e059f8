from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "passphrase_short": _("The passphrase has %(length)s characters; use at least %(least)s."),
    "passphrase_unreadable": _("The passphrase file %(file)s cannot be read (%(reason)s)."),
    "backup_target_exists": _("%(file)s already exists and is not overwritten; choose another name."),
    "backup_target_unwritable": _("%(file)s cannot be written (%(reason)s); choose another folder."),
    "backup_file_missing": _(
        "The stored file “%(name)s” is missing on the disk; bring it back from an earlier backup, then back up again."
    ),
    "backup_during_ballot": _("In election %(election)s ballots are being cast electronically; back up after the round is closed."),
    "backup_unreadable": _("The backup %(file)s cannot be opened (%(reason)s)."),
    "backup_foreign": _("%(file)s is not a backup of this office."),
    "backup_passphrase_wrong": _("The passphrase does not fit %(file)s, or the beginning of the file was changed."),
    "backup_changed": _("The backup was changed or cut off at piece %(place)s; nothing was restored. Use another copy."),
    "backup_part_changed": _("Part “%(part)s” of the backup does not agree with its hash; nothing was restored. Use another copy."),
    "backup_other_version": _(
        "The backup was made by another version of this program (table %(table)s differs); restore it with that version, then update."
    ),
    "database_not_empty": _("The database is not empty (%(table)s has %(rows)s rows); a backup is restored into an empty one only."),
    "database_without_tables": _("The database has no tables yet (%(table)s); add --into-empty to make them first."),
    "keys_not_inside": _("This backup has no keys inside; restore it without --keys-to and use the keys that were kept apart."),
    "keys_target_exists": _("%(file)s already exists; the keys are written into a new file only."),
    "office_is_real": _("“%(code)s” is not a rehearsal; only a rehearsal can be removed."),
    "office_unknown": _("There is no office “%(code)s”."),
}
