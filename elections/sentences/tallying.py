"""Count, outcome, result, closing."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "codes_and_ballots_differ": _("%(codes)s codes were used, but %(ballots)s ballots lie in the box. Stop, and call the superior."),
    "batch_unknown": _("There is no batch %(batch)s. Batches are numbered from 1."),
    "batches_over_returned": _("The batches hold %(counted)s ballots, more than the %(returned)s returned. Count the batch again."),
    "batches_not_returned": _("The batches hold %(counted)s ballots, but %(returned)s were returned. Enter the missing batch."),
    "batch_waits": _("Batch %(batch)s has %(entries)s entries; two people must enter it, and the scrutineer settles what differs."),
    "batch_entered_twice": _("Batch %(batch)s was entered by two people already. The scrutineer settles what differs."),
    "batch_agreed": _("Both entries of batch %(batch)s agree, or it is settled; nothing is left to settle."),
    "teller_entered_already": _("You have entered batch %(batch)s already. The second entry is another person's."),
    "scrutineer_entered_it": _("You have entered batch %(batch)s yourself and cannot settle it. Another scrutineer does."),
    "totals_contest_missing": _("The figures of “%(contest)s” are missing from this sheet."),
    "count_already_attested": _("The count of round %(number)s is signed; nothing is entered any more."),
    "count_not_attested": _(
        "The count of round %(number)s is not signed yet: the scrutineer's PIN, or the signed report confirmed by two."
    ),
    "no_batch_to_count_anew": _("Say which batches of paper ballots are counted anew."),
    "box_with_electronic_ballots": _(
        "Electronic ballots of round %(number)s are counted by the program; the figures of its box are not corrected any more."
    ),
    "box_behind_outcome": _(
        "The outcome of round %(number)s is decided on these figures. The approver reopens the count first, or the ballot is repeated."
    ),
    "box_behind_signature": _("The count of round %(number)s is signed on these figures. The approver reopens it first."),
    "count_behind_result": _("The result rests on the count of round %(number)s and is certified; its count cannot be reopened any more."),
    "count_under_later_round": _("Round %(later)s was held on the outcome of round %(number)s; its count cannot be reopened any more."),
    "count_under_fewer_seats": _("Seats were given up after round %(number)s; its count cannot be reopened any more."),
    "tally_not_shown_live": _(
        "Round %(number)s has electronic ballots: no figures show before all is counted, or they would tell how those few have voted."
    ),
    "called_number_unknown": _("Ballot %(ballot)s: no name on this paper has the number “%(word)s”. Type it as it is called."),
    "called_word_unknown": _(
        "Ballot %(ballot)s: “%(word)s” is no number and no letter of a post. A name that was written in follows the letter of its post."
    ),
    "count_report_missing": _("Add the photograph of the signed count report, or type the scrutineer's PIN."),
    "hall_pin_wrong": _("This is no scrutineer's PIN of this meeting. Type it from the slip, or use the signed paper."),
    "write_in_unidentified": _(
        "%(name)s was written in and would be elected, but the roll has %(found)s people of that name. Say who it is."
    ),
    "plenary_not_convened": _("The new body is elected. Convene its first plenary (%(meeting_kind)s)."),
    "plenary_without_candidates": _("%(contest)s: no candidate of the plenary is named yet."),
    "contest_not_settled": _("“%(contest)s” still has %(seats_left)s empty seats (%(next)s). Settle it first."),
    "meeting_not_held": _("No session of the meeting was held yet."),
    "discipline_secretary_not_passed": _(
        "The new committee has not passed the discipline committee's election yet. Record its decision (%(matter)s)."
    ),
    "result_without_facts": _(
        "The result was entered as done on paper and has no figures here. Scan the papers in instead of printing them."
    ),
    "result_taken_back": _("The result that this paper tells of was taken back. Announce and report the new one."),
    "report_not_filed": _("No report of the result waits for an answer. The community files it first."),
    "report_without_number": _("The report needs its document number (文号)."),
    "report_without_signatory": _("Say who signs the report (签发人)."),
    "report_without_filled_by": _("Say who filled in the form."),
    "report_without_telephone": _("Give a telephone number for questions."),
    "work_share_missing": _("%(name)s is on the new committee and has no share of the work yet."),
    "work_share_of_stranger": _("%(name)s is not on the new committee. Take the share out."),
    "work_without_shares": _("Enter who is responsible for what."),
    "work_divided_by_another_body": _("The new committee divides the work; these minutes are of another body (%(body)s)."),
    "handover_without_handed_by": _("Say who handed over."),
    "handover_without_received_by": _("Say who received it."),
    "handover_without_witnessed_by": _("Say before whom it was handed over."),
    "handover_without_items": _("List what was handed over."),
    "handover_not_recorded": _("The hand-over to the new committee is not recorded yet."),
    "documents_not_rendered": _("%(count)s documents have no PDF yet. Wait until they are made."),
}
