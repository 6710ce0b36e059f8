from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "entry_otherwise": _(
        "%(field)s: “%(recorded)s” is on record, “%(typed)s” was typed. Nothing was changed; press “Correct” where the entry stands."
    ),
    "recorded_otherwise": _("%(field)s: “%(recorded)s” is on record, “%(typed)s” was typed. It is recorded once; nothing was changed."),
    "minutes_otherwise": _(
        "%(field)s: the minutes on record say “%(recorded)s”, “%(typed)s” was typed. Nothing was changed; correct the minutes there."
    ),
    "request_otherwise": _(
        "%(field)s: the request that waits says “%(recorded)s”, “%(typed)s” was typed. Nothing was changed; let it be returned first."
    ),
    "nothing_to_correct": _("This is what stands there already; change what is wrong, or go back."),
    "role_missing": _("Your account has no role that may do this (%(act)s); ask the security administrator for it."),
    "account_not_of_office": _("This account does not belong to this office or is closed."),
    "conflict_of_interest": _(
        "You are a nominee of this election, so you cannot do this (%(act)s); the community clerk does it in your place."
    ),
    "act_out_of_phase": _("This (%(act)s) cannot be done in the phase “%(phase)s”."),
    "election_annulled": _("This election was annulled on %(on)s; nothing more can be done in it."),
    "archive_already_sealed": _("The archive of this election was sealed on %(on)s; nothing more can be done in it."),
    "fact_in_future": _("The date %(fact)s lies after now (%(now)s)."),
    "late_reason_missing": _("This happened on %(fact)s and is entered on %(now)s; say why it is entered late."),
    "late_entries_unconfirmed": _("%(count)s late entries wait for the street to confirm them."),
    "late_entry_own": _("Who made the late entry cannot confirm it; another officer of the street does."),
    "milestone_missing": _("Not done yet: %(milestone)s."),
    "notice_not_closed": _("Notice %(round)s has not run to its end."),
    "notice_runs": _("Notice %(round)s runs until %(closes)s."),
    "step_earliest": _("“%(phase)s” can begin at %(from)s at the earliest, when the notice is over."),
    "phase_not_next": _("The election is in “%(now)s”; “%(phase)s” is not the next step."),
    "phase_is_first": _("This is the first step; there is none before it."),
    "annulment_without_number": _("Annulling needs the number (文号) of the superior's document."),
    "late_start_not_here": _(
        "An election whose meeting is over is filed on paper: at “%(phase)s” there is nothing left that could be counted or reported here."
    ),
    "phase_not_in_rules": _("This cycle's rules have no step “%(phase)s”."),
    "reason_missing": _("Give a reason."),
    "evidence_missing": _("“%(milestone)s” was done on paper: add the scanned paper or the minutes of the meeting."),
    "postponed_too_far": _("%(until)s is more than one year after the end of the term (%(term_end)s)."),
    "organisation_code_taken": _("The code “%(code)s” is already in use."),
    "cycle_code_taken": _("There is already a cycle “%(code)s” with other rules."),
    "election_code_taken": _("There is already an election “%(code)s”."),
    "office_has_accounts": _("This office already has accounts; its administrator appoints new ones."),
    "clock_of_real_office": _("Only a rehearsal's clock can be moved."),
    "clock_moved_back": _("A clock can only be moved forwards."),
    "username_taken": _("The name “%(username)s” is already in use; choose another."),
    "account_own": _("You cannot close your own account."),
    "appointment_own": _("You cannot appoint yourself; another administrator does."),
    "role_elsewhere": _("The role “%(role)s” is not held in this kind of organisation."),
    "password_of_another": _("Only the holder sets a password; give out a new slip instead."),
    "sign_in_code_wrong": _("The code of the paper slip is wrong or was used before."),
    "password_weak": _("Choose another password: %(reasons)s"),
    "already_superseded": _("This was corrected before; correct the newest version."),
    "present_over_due": _("%(present)s present are more than the %(due)s due."),
    "votes_over_present": _("%(votes)s votes are more than the %(present)s present."),
    "minutes_incomplete": _("The minutes lack “%(field)s”."),
    "not_carried": _("%(votes_for)s of %(present)s present are not more than half."),
    "request_without_title": _("Give the request a title."),
    "request_answered": _("This request was answered before (%(state)s)."),
    "approval_not_on_file": _("The request “%(kind)s” is approved with a number or returned; taking it on file approves nothing."),
    "reply_without_number": _("A reply of approval needs its number (文号)."),
    "approval_missing": _("The superior's scanned reply to the request “%(kind)s” is not on record."),
    "kind_unknown": _("“%(kind)s” is no kind that the list has; choose from the list."),
    "document_kind_unknown": _("There is no document of the kind “%(kind)s”."),
    "document_state": _("The document is “%(state)s”; it cannot become “%(wanted)s”."),
    "file_empty": _("The file is empty."),
    "file_too_large": _("The file has %(megabytes)s MB; at most %(most)s MB are kept."),
    "file_foreign": _("Only JPEG, PNG, PDF, Word and Excel files are kept; this is another kind."),
    "file_changed": _("“%(name)s” on the disk is not what was stored; restore it from the backup."),
    "image_too_large": _("The picture has more than %(most)s points; photograph it smaller."),
    "image_broken": _("The picture cannot be read; photograph or scan it again."),
    "job_gave_up": _("Tried %(attempts)s times without an end; tell the system administrator."),
}
