"""The hall: sessions, check-in, officials, rounds, ballots."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "contest_of_the_meeting": _("The members' meeting decides “%(contest)s”; its candidates come from the slate."),
    "candidate_not_seated": _("%(name)s was not elected to the body that meets and cannot be its candidate."),
    "meeting_incomplete": _("Fill in “%(field)s”."),
    "meeting_in_the_past": _("%(date)s lies before today (%(now)s). Choose a day to come."),
    "meeting_of_the_other_kind": _("A meeting of another kind (%(kind)s) is convened already; members or delegates meet, not both."),
    "meeting_over": _("The meeting was held on %(date)s and every post of it is settled; its day is not changed any more."),
    "session_sits": _("A session is sitting. Close or adjourn it first."),
    "exclusions_not_voted": _("The meeting has not voted yet on who is not counted as due. Hold the vote, then declare the quorum."),
    "session_over": _("Session %(number)s is closed or adjourned. Open the next one."),
    "not_the_meeting_day": _("The meeting is convened for %(planned)s, today is %(today)s. Change the date first."),
    "quorum_not_declared": _("Count those present and declare the quorum first."),
    "method_in_use": _("A ballot was opened under the adopted method: it cannot be changed any more."),
    "round_still_open": _("A round of voting is still open. Open the box and close the round first."),
    "body_not_elected": _("“%(contest)s” still has %(seats_left)s empty seats: the plenary waits until they are filled or given up."),
    "method_ballot_differs": _("The method says “%(ballot)s”, this election's rules say “%(rules)s”. Correct the method."),
    "method_further_unknown": _("“%(found)s” is no way to name the candidates of a further election. Choose one of the three."),
    "check_in_has_ballot": _("%(name)s has a ballot in hand: the check-in cannot be undone. Record the leaving instead."),
    "not_an_elector": _("%(name)s has no vote in this meeting and is not counted among those present. Welcome the person as a guest."),
    "officials_already_approved": _("The meeting has approved the officials; the list cannot be changed."),
    "officials_one_chief": _("%(found)s chief scrutineers are named; there must be exactly one."),
    "officials_no_teller": _("No teller is named. Name at least one."),
    "official_not_an_elector": _("%(name)s has no vote in this meeting and cannot serve as an official of it."),
    "official_is_candidate": _("%(name)s is a candidate and cannot be an official. Name somebody else."),
    "official_has_no_pin": _("%(name)s signs no count and has no PIN."),
    "official_not_here": _("%(name)s is not checked in. Name somebody who is in the hall."),
    "official_serves_already": _("%(name)s serves as an official already. Name somebody else."),
    "speech_order_incomplete": _("%(speakers)d candidates speak: give each of them one place, from 1 to %(speakers)d."),
    "speech_order_too_late": _("%(name)s has spoken already: the order can only be set before the first speech."),
    "somebody_speaks": _("%(name)s is still at the platform. End that speech first."),
    "no_session_sits": _("No session is sitting. Open the next one first."),
    "hall_pin_locked": _("%(tries)s wrong PINs: wait %(minutes)s minutes, or sign the count report on paper and photograph it."),
    "officials_not_proposed": _("No officials are proposed yet. Propose scrutineers and tellers first."),
    "method_not_adopted": _("The meeting has not adopted the election method yet. Hold the vote first."),
    "officials_not_approved": _("The meeting has not approved the scrutineers and tellers yet. Hold the vote first."),
    "round_undecided": _("Round %(number)s is not decided yet. Finish its count and decide the outcome first."),
    "printed_too_few": _("%(printed)s ballots printed do not suffice for the %(present)s present. Print more."),
    "round_without_contest": _("Choose the contests of this round, each once."),
    "contest_settled": _("“%(contest)s” is settled; nothing is left to vote on."),
    "contest_pending": _("“%(contest)s” waits for an earlier contest: decide that one first, then this one from the same ballots."),
    "discipline_own_ballot": _("The discipline committee has its own ballot. Open its round alone."),
    "contests_in_sequence": _("This election votes post by post. Open one contest at a time."),
    "earlier_contest_first": _("“%(earlier)s” is decided before “%(contest)s”. Take it into this round, or vote on it first."),
    "no_candidates": _("Nobody stands for “%(contest)s”. Name candidates first."),
    "not_checked_in": _("%(name)s is not checked in. Check the person in before handing out a ballot."),
    "no_ballot_issued": _("%(name)s has received no ballot in this round; nothing to replace."),
    "round_over": _("Round %(number)s is closed; no ballot is handed out or cast in it any more."),
    "ballots_exhausted": _("%(handed)s ballots would be handed out, but there are only %(stock)s. Bring more from the printed ones."),
    "no_ballots_issued": _("No ballot was handed out in this round. Hand them out before closing it."),
    "spoiled_below_replaced": _(
        "%(replaced)s ballots were replaced at the desk, but only %(spoiled)s spoiled ones are counted. Count them again."
    ),
    "written_for_over_voters": _("%(written_for)s ballots filled in for others are more than the %(voters)s voters. Check both figures."),
    "ballots_over_slips": _(
        "%(ballots)s electronic ballots are more than the %(slips)s slips (%(issued)s issued, %(papers)s of them on paper). "
        "Count the left-over papers again."
    ),
    "ballot_part_too_small": _(
        "%(papers)s ballots on paper and %(electronic)s electronic ones: of fewer than %(least)s the figures would show how those few "
        "have voted. Let more people vote in that way, or declare this ballot void and vote again in one way."
    ),
    "mixed_round_too_small": _(
        "%(present)s are present; paper and electronic ballots in one round need at least %(needed)s, %(least)s in each way. "
        "Vote in one way."
    ),
    "ballot_proof_missing": _("Add the ballot proof: its document, or the scan of the approved sheet."),
    "ballot_code_unknown": _("This code is not valid or was used before. Type it again; if it stays so, go to the ballot desk."),
    "round_on_paper": _("Round %(number)s is voted on paper; it has no codes."),
    "ballot_codes_guessed": _("Too many wrong codes are being typed. Wait a minute and send it again; your code stays valid."),
    "ballot_write_in_needs_against": _(
        "“%(contest)s”: somebody else counts only if you vote against one of the candidates. Choose “against” beside a name, "
        "or leave the line empty."
    ),
    "ballot_too_many_chosen": _("“%(contest)s”: %(chosen)s names chosen for %(seats)s seats. Take some out."),
    "ballot_write_in_unreadable": _("“%(contest)s”: write a name of at most %(longest)s characters, or leave the line empty."),
}
