"""What is recorded of nominations. One module for each noun; import models from here."""

from .deliberations import Deliberation
from .lists import ListedName, NomineeList
from .nominations import Endorser, Nomination
from .nominees import Nominee, NomineeStep
from .pledges import Concern, ConcernChoice, Pledge, PledgePoint, Visit
from .rounds import NominationRound, ShortageRemedy
from .slips import SlipBatch, SlipCount, SlipEntry
from .speeches import SpeechComment, SpeechTraining
from .vetting import Inspection, VettingFinding

__all__ = [
    "Concern",
    "ConcernChoice",
    "Deliberation",
    "Endorser",
    "Inspection",
    "ListedName",
    "Nomination",
    "NominationRound",
    "Nominee",
    "NomineeList",
    "NomineeStep",
    "Pledge",
    "PledgePoint",
    "ShortageRemedy",
    "SlipBatch",
    "SlipCount",
    "SlipEntry",
    "SpeechComment",
    "SpeechTraining",
    "VettingFinding",
    "Visit",
]
