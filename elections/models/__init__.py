"""What is recorded. One module for each noun; import models from here."""

from .accounts import Account, Appointment, ConflictOfInterest
from .audit import AuditChain, AuditDetail, AuditEvent
from .calendar import CalendarYear
from .contests import Candidate, Contest, PostsPlan
from .cycles import Cycle, Election, PhaseChange
from .decisions import Decision
from .documents import Document, StoredFile
from .jobs import Job
from .milestones import LateEntry, MilestoneRecord
from .mobilisation import Contact, GroupMember, LeaderDuty, LeaderPresence, LeadingGroup, PublicityItem, Training
from .notices import Notice, Objection, Posting, Ruling
from .organisations import Organisation
from .requests import Reply, Request
from .roll import Exclusion, RollEntry, RollRevision

__all__ = [
    "Account",
    "Appointment",
    "AuditChain",
    "AuditDetail",
    "AuditEvent",
    "CalendarYear",
    "Candidate",
    "ConflictOfInterest",
    "Contact",
    "Contest",
    "Cycle",
    "Decision",
    "Document",
    "Election",
    "Exclusion",
    "GroupMember",
    "Job",
    "LateEntry",
    "LeaderDuty",
    "LeaderPresence",
    "LeadingGroup",
    "MilestoneRecord",
    "Notice",
    "Objection",
    "Organisation",
    "PhaseChange",
    "Posting",
    "PostsPlan",
    "PublicityItem",
    "Reply",
    "Request",
    "RollEntry",
    "RollRevision",
    "Ruling",
    "StoredFile",
    "Training",
]
