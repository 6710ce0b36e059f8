from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "ballot_proof_foreign": _(
        "“%(title)s” is no ballot paper in force of this election; prepare the ballot papers anew and approve those."
    ),
    "ballot_proof_differs": _("“%(title)s” does not carry the seats, names and order of the slate for %(post)s; prepare it anew."),
    "ballot_proof_incomplete": _("No paper of this proof is for %(post)s; add its ballot paper."),
    "paper_not_offered": _("There is nothing to print for “%(title)s” here now; look at what the list of papers offers."),
    "paper_not_for_reader": _("“%(title)s” is not a paper for your role; ask the street."),
    "print_run_size": _("%(copies)s copies cannot be printed; one run has 1 to %(most)s."),
    "archive_not_packed": _("The archive is still being packed; take it out in a moment."),
    "paper_unchanged": _("“%(title)s” made anew would say the same; correct first what is recorded."),
}
