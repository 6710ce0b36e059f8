"""What is recorded. One module for each noun; import models from here."""

from .accounts import Account, Appointment, ConflictOfInterest
from .audit import AuditChain, AuditDetail, AuditEvent
from .backups import BackupMade
from .ballots import Ballot, BallotCode, BallotIssue, BallotRound, RoundCandidate, RoundContest
from .calendar import CalendarYear
from .contests import Candidate, Contest, PostsPlan
from .corrections import EntryCorrection
from .counts import Attestation, CountBatch, TallySheet
from .cycles import Cycle, Election, PhaseChange
from .decisions import Decision
from .documents import Document, StoredFile, WordTemplate
from .foundings import Founding
from .jobs import Job
from .meetings import CheckIn, Meeting, MeetingDateChange, MeetingSession, Official, PreparatoryMeeting, Speech
from .milestones import LateEntry, MilestoneRecord
from .mobilisation import Contact, GroupMember, LeaderDuty, LeaderPresence, LeadingGroup, PublicityItem, Training
from .notices import Notice, Objection, Posting, Ruling
from .organisations import Organisation
from .outcomes import Elected, Outcome, SeatReduction
from .requests import Reply, Request
from .results import Handover, ResultReport, WorkShare
from .roll import Exclusion, ImportedRoll, RollEntry, RollRevision
from .second_factors import RecoveryCode, SecondFactor
from .sign_ins import SignIn
from .submissions import Submission

__all__ = [
    "Account",
    "Appointment",
    "Attestation",
    "AuditChain",
    "AuditDetail",
    "AuditEvent",
    "BackupMade",
    "Ballot",
    "BallotCode",
    "BallotIssue",
    "BallotRound",
    "CalendarYear",
    "Candidate",
    "CheckIn",
    "ConflictOfInterest",
    "Contact",
    "Contest",
    "CountBatch",
    "Cycle",
    "Decision",
    "Document",
    "Elected",
    "Election",
    "EntryCorrection",
    "Exclusion",
    "Founding",
    "GroupMember",
    "Handover",
    "ImportedRoll",
    "Job",
    "LateEntry",
    "LeaderDuty",
    "LeaderPresence",
    "LeadingGroup",
    "Meeting",
    "MeetingDateChange",
    "MeetingSession",
    "MilestoneRecord",
    "Notice",
    "Objection",
    "Official",
    "Organisation",
    "Outcome",
    "PhaseChange",
    "Posting",
    "PostsPlan",
    "PreparatoryMeeting",
    "PublicityItem",
    "RecoveryCode",
    "Reply",
    "Request",
    "ResultReport",
    "RollEntry",
    "RollRevision",
    "RoundCandidate",
    "RoundContest",
    "Ruling",
    "SeatReduction",
    "SecondFactor",
    "SignIn",
    "Speech",
    "StoredFile",
    "Submission",
    "TallySheet",
    "Training",
    "WordTemplate",
    "WorkShare",
]
