"""What is recorded. One module for each noun; import models from here."""

from .accounts import Account, Appointment, ConflictOfInterest
from .audit import AuditChain, AuditDetail, AuditEvent
from .calendar import CalendarYear
from .cycles import Cycle, Election, PhaseChange
from .decisions import Decision
from .documents import Document, StoredFile
from .jobs import Job
from .milestones import LateEntry, MilestoneRecord
from .organisations import Organisation
from .requests import Reply, Request

__all__ = [
    "Account",
    "Appointment",
    "AuditChain",
    "AuditDetail",
    "AuditEvent",
    "CalendarYear",
    "ConflictOfInterest",
    "Cycle",
    "Decision",
    "Document",
    "Election",
    "Job",
    "LateEntry",
    "MilestoneRecord",
    "Organisation",
    "PhaseChange",
    "Reply",
    "Request",
    "StoredFile",
]
