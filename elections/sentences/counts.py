"""Quorum, margin, composition, ballots, figures that must agree, and the file of the recount."""

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str] = {
    # the meeting
    "quorum_met": _("%(present)d present reach four fifths (%(needed)d) of the %(due)d due: the meeting is valid."),
    "quorum_not_met": _(
        "%(present)d present do not reach four fifths (%(needed)d) of the %(due)d due, %(missing)d are missing: "
        "the meeting is not valid. Fetch those who are missing or set another date."
    ),
    "turnout_target_reached": _("Turnout %(rate)s%%: the %(target)s that %(source)s wants are reached."),
    "turnout_target_missed": _("Turnout %(rate)s%%, below the %(target)s that %(source)s wants: a target, not a condition."),
    "quorum_met_of_share": _("%(present)d present reach %(share)s (%(needed)d) of the %(due)d due: the meeting is valid."),
    "quorum_not_met_of_share": _(
        "%(present)d present do not reach %(share)s (%(needed)d) of the %(due)d due, %(missing)d are missing: "
        "the meeting is not valid. Fetch those who are missing or set another date."
    ),
    # the list
    "margin_too_small": _(
        "%(post)s: %(candidates)d names for %(seats)d seats: a margin of at least %(margin)s needs %(needed)d. Find %(missing)d more."
    ),
    "too_few_names_for_post": _("%(names)d names for %(seats)d seats of %(post)s: the plan needs at least %(needed)d."),
    "margin_too_small_after_cascade": _(
        "%(own)d names for the committee and %(cascading)d not elected as deputy make %(standing)d for %(seats)d seats: "
        "at least %(needed)d are needed. Add names to the committee's list."
    ),
    "margin_too_small_for_two_lists": _(
        "%(own)d names for the committee, %(both)d of them also for secretary or deputy (%(names)s): if %(leaving)d are elected there, "
        "%(standing)d stand for %(seats)d seats, at least %(needed)d are needed. Add names to the committee's list."
    ),
    "margin_too_small_for_two_lists_after_cascade": _(
        "%(own)d names for the committee, %(both)d of them also for secretary or deputy (%(names)s), and %(joining)d more deputies who may"
        " come over: if %(leaving)d are elected there, %(standing)d stand for %(seats)d seats, at least %(needed)d are needed. Add names to"
        " the committee's list."
    ),
    "composition_age_at_most_45": _(
        "%(found)d of %(of)d are 45 or younger: the plan asks for at least %(at_least)d. Change the list or give the reason."
    ),
    "composition_college": _(
        "%(found)d of %(of)d have a college education: the plan asks for at least %(at_least)d. Change the list or give the reason."
    ),
    "composition_women": _("%(found)d of %(of)d are women: the plan asks for at least %(at_least)d. Change the list or give the reason."),
    # one ballot
    "ballot_name_twice": _("Ballot %(ballot)d, %(contest)s: %(name)s stands there more than once. Look at the paper and type it once."),
    "ballot_not_a_candidate": _(
        "Ballot %(ballot)d, %(contest)s: %(name)s is not a candidate here. A name that the elector added belongs to the write-ins."
    ),
    "ballot_candidate_written_in": _(
        "Ballot %(ballot)d, %(contest)s: %(name)s is a candidate here and cannot be a write-in. Type the mark beside the name."
    ),
    "ballot_write_in_runoff": _("Ballot %(ballot)d, %(contest)s: a run-off is among the tied only, %(name)s cannot be written in."),
    "ballot_number_twice": _("%(contest)s: “%(cell)s” names %(name)s a second time; it counts once."),
    "ballot_number_unknown": _("%(contest)s: no candidate has the number “%(cell)s”; the cell counts as empty."),
    "ballot_number_of_other_post": _("%(contest)s: the number “%(cell)s” is that of %(name)s for another post; the cell counts as empty."),
    # fewer seats
    "fewer_seats_nothing_to_give_up": _(
        "No seat can be given up now: %(elected)d of %(seats)d are filled, no further election is due. Settle the tie or the ballot first."
    ),
    "fewer_seats_secretary": _("The secretary's post (%(seats)d seat) cannot be given up: hold a further election."),
    "fewer_seats_not_near": _(
        "%(elected)d of %(seats)d seats are filled, that is not near the full number: hold a further election for the other %(left)d."
    ),
    "fewer_seats_more_than_present": _("%(agreeing)d agree but only %(present)d are present: count the hands again."),
    "fewer_seats_too_few_agree": _(
        "%(agreeing)d of %(present)d present agree to fewer seats, at least half (%(needed)d) must: hold a further election."
    ),
    # figures that must agree
    "figure_negative": _("%(figure)s is below zero (%(value)d). Count again and type it."),
    "total_negative": _("%(contest)s: %(figure)s is below zero (%(value)d). Count again and type it."),
    "votes_negative": _("%(contest)s, %(name)s: %(figure)s is below zero (%(value)d). Count again and type it."),
    "marks_over_valid": _("%(contest)s: %(valid)d ballots are valid, but votes for and against are more: %(names)s. Check these figures."),
    "papers_do_not_add_up": _(
        "%(printed)d ballots were printed, but issued %(issued)d, spoiled %(spoiled)d and left over %(left_over)d make %(accounted)d. "
        "Count the left-over papers again."
    ),
    "present_more_than_due": _("%(present)d present are more than the %(due)d due: check both figures."),
    "issued_over_present": _("%(issued)d ballots issued are more than the %(present)d present: check both figures."),
    "voters_over_issued": _("%(voters)d voters are more than the %(issued)d ballots issued: check both figures."),
    "returned_not_valid_and_void": _(
        "%(contest)s: %(valid)d valid and %(void)d void make %(sum)d, but %(returned)d ballots were returned. Count again."
    ),
    "totals_name_missing": _("%(contest)s: the figures of %(name)s are missing."),
    "totals_not_a_candidate": _("%(contest)s: %(name)s is not a candidate here; type the name among the write-ins."),
    "marks_not_valid": _(
        "%(contest)s, %(name)s: for %(in_favour)d, against %(against)d and abstaining %(abstain)d make %(sum)d, "
        "but %(valid)d ballots are valid. Count again."
    ),
    "totals_candidate_written_in": _(
        "%(contest)s: %(name)s stands on the paper; type these votes beside the printed name, not as written in."
    ),
    "write_ins_over_valid": _("%(contest)s: %(votes)d write-ins for %(name)s are more than the %(valid)d valid ballots. Count again."),
    "choices_over_seats": _(
        "%(contest)s: %(chosen)d names chosen in all, but %(valid)d valid ballots with %(seats)d seats allow %(possible)d. Count again."
    ),
    # the file of the recount
    "count_file_missing": _("there is no such file."),
    "count_file_unreadable": _("the file cannot be read (%(reason)s)."),
    "count_not_utf8": _("the file is not UTF-8 text (byte %(byte)d). Save it as UTF-8."),
    "count_not_json": _("this is not JSON: line %(line)d, column %(column)d."),
    "count_number_too_long": _("a number in the file has more digits than can be read."),
    "count_not_a_number": _("%(found)s is not a number."),
    "count_too_deep": _("the file is nested too deeply for a count."),
    "count_key_twice": _("the key %(key)s stands twice in one object."),
    "count_key_unknown": _("%(place)s: the key %(key)s is unknown."),
    "count_key_missing": _("%(place)s: the key “%(key)s” is missing."),
    "count_contest_unknown": _("%(place)s: there is no contest %(key)s."),
    "count_not_an_object": _("%(place)s: an object {…} is due here, not %(found)s."),
    "count_not_a_list": _("%(place)s: a list […] is due here, not %(found)s."),
    "count_not_whole": _("%(place)s: a whole number of 0 or more is due here, not %(found)s."),
    "count_not_a_name": _("%(place)s: a name without spaces around it is due here, not %(found)s."),
    "count_choice_unknown": _("%(place)s: %(found)s is unknown; one of these is due: %(known)s."),
    "count_preset_unknown": _("the rule set %(found)s is unknown; one of these is due: %(known)s."),
    "count_returned_not_ballots": _("“returned” says %(returned)d, but the file has %(ballots)d ballots."),
    "count_no_contest": _("the file has no contest."),
    "count_code_twice": _("two contests have the code “%(code)s”."),
    "count_no_seats": _("%(place)s: a contest has at least 1 seat."),
    "count_candidate_twice": _("%(place)s: %(name)s stands there more than once; two people of one name need a note in brackets."),
    "count_blank_with_candidates": _("%(place)s: a blank ballot has no candidates, but %(candidates)d are given."),
    "count_void_not_alone": _('%(place)s: {"void": true} stands alone and says true.'),
}
