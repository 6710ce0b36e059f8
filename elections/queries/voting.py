from elections.models import Reply, Request


def electronic_voting_is_allowed() -> bool:
    """Whether a superior's reply to electronic voting stands on record, with its number and its scan. Without one there is no such page."""
    replies = Reply.objects.filter(request__kind=Request.Kind.ELECTRONIC_BALLOT, kind=Reply.Kind.APPROVED, scan__isnull=False)
    return replies.exclude(number="").exists()
