from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "procedural_objection_open": _("%(round)s: %(count)s objections to the procedure are not handled yet; rule on them first."),
    "procedural_objection_upheld": _(
        "%(round)s: %(count)s objections to the procedure were upheld; correct the notice so that it runs anew."
    ),
    "notice_after_meeting": _("%(round)s: it runs until %(closes)s, after the day of the meeting (%(meeting)s); move the meeting."),
    "notice_stands": _("%(round)s: it stands already with other people; correct it instead."),
    "notice_round_unknown": _("This cycle's rules do not have this notice: %(round)s."),
    "notice_out_of_phase": _("%(round)s: it is not issued in the phase “%(phase)s”."),
    "notice_before_its_matter": _(
        "Posted %(posted)s, but what it announces was settled only at %(settled)s; correct one of the two times."
    ),
    "notice_of_street": _("This notice is issued by the street; ask its officer."),
    "notice_without_people": _("The notice names nobody; choose the people first."),
    "notice_person_elsewhere": _("%(name)s is not on the roll of this election."),
    "notice_person_twice": _("%(name)s stands on the list twice; keep one entry with all posts."),
    "notice_person_out": _("%(name)s was struck off or disqualified and cannot be listed."),
    "notice_person_held": _("An objection about %(name)s is not settled; rule on it first or leave this name out."),
    "notice_post_unknown": _("“%(post)s” is no post; choose the post for which %(name)s is listed."),
    "notice_not_open_then": _("Taken down %(removed)s: the notice stood open from %(opens)s to %(closes)s only; check the time."),
    "correction_before_notice": _("Corrected %(corrected)s, before the notice was posted (%(posted)s); check the time."),
    "correction_is_material": _("Who is listed, or for which post, has changed: that is a material correction and the notice runs anew."),
    "notice_interrupted": _("The notice was taken down on %(removed)s; post it anew."),
    "notice_still_open": _("The notice is open until %(closes)s."),
    "notice_without_office": _("Say which office takes objections."),
    "notice_without_telephone": _("Give the telephone number for objections."),
    "notice_without_address": _("Give the address for letters and visits."),
    "notice_without_hours": _("Give the hours in which objections are taken."),
    "posting_without_place": _("Name the place where it hangs."),
    "posting_before_notice": _("Posted %(posted)s, before it was issued (%(issued)s); check the time."),
    "posting_of_no_announcement": _("This paper is not announced; announce it first, then record where it hangs."),
    "objection_channel_unknown": _("“%(channel)s” is no channel; choose letter, telephone or visit."),
    "objection_without_matter": _("Write down what was reported."),
    "objection_contact_without_name": _("A contact without a name: enter the name, or leave both empty for an anonymous report."),
    "objection_person_not_listed": _(
        "%(round)s: %(name)s does not stand on it; choose somebody on the list, or record an objection to the procedure."
    ),
    "objection_before_notice": _("Received %(received)s, before the notice was posted (%(posted)s); check the time."),
    "objection_ruled": _("This objection was ruled on at %(ruled)s with another finding; a ruling is made once."),
    "ruling_finding_unknown": _("“%(finding)s” is no finding; choose true, partly true or not true."),
    "ruling_contradicts_itself": _("What is not true cannot affect the post; correct the finding or the effect."),
    "ruling_without_text": _("Write down how the objection was handled."),
}
