"""The codes a register stores, each with the word that stands for it on the screen and on paper.

Records hold codes, never words in a language. The words are the field's standard terms (UN and Council of Europe
usage); their translations live in ``i18n/``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from desktop.language import Message, label


class Code(StrEnum):
    """A code and its label: ``PLANNED = "planned", label("meeting", "planned")``."""

    label: Message

    def __new__(cls, value: str, said: Message) -> Self:
        code = str.__new__(cls, value)
        code._value_ = value
        code.label = said
        return code


class Level(Code):
    """Who may see a record (TLP: clear, green, amber, red)."""

    PUBLIC = "public", label("level", "public")
    PARTNERS = "partners", label("level", "partners")
    INTERNAL = "internal", label("level", "internal")
    RESTRICTED = "restricted", label("level", "restricted")


class Audience(Code):
    """For whom something is made: each sees what is on its own level and below."""

    PUBLIC = "public", label("audience", "the public")
    PARTNERS = "partners", label("audience", "partners")
    INTERNAL = "internal", label("audience", "the commission")
    RESTRICTED = "restricted", label("audience", "those named")

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels this audience may see."""
        levels = list(Level)
        return tuple(levels[: levels.index(Level(self.value)) + 1])


class Sex(Code):
    FEMALE = "female", label("sex", "women")
    MALE = "male", label("sex", "men")


class AgeBand(Code):
    """How old something is that is still open."""

    HALF_YEAR = "half_year", label("age", "up to six months")
    YEAR = "year", label("age", "up to a year")
    TWO_YEARS = "two_years", label("age", "up to two years")
    OLDER = "older", label("age", "more than two years")
    UNKNOWN = "unknown", label("age", "no start given")


class DueBand(Code):
    """How late an open action is, or how soon it falls due."""

    LATE_LONG = "late_long", label("deadline", "more than six months late")
    LATE_HALF = "late_half", label("deadline", "one to six months late")
    LATE_MONTH = "late_month", label("deadline", "up to a month late")
    DUE_MONTH = "due_month", label("deadline", "due within 30 days")
    DUE_QUARTER = "due_quarter", label("deadline", "due within three months")
    DUE_LATER = "due_later", label("deadline", "due later")
    NONE = "none", label("deadline", "no deadline")


class Series(Code):
    """What is counted month by month."""

    MEETINGS = "meetings", label("series", "meetings held")
    RECOMMENDATIONS = "recommendations", label("series", "recommendations made")
    ACTIONS = "actions", label("series", "actions begun")
    DEADLINES = "deadlines", label("series", "deadlines")
    UPDATES = "updates", label("series", "progress reported")


class Paper(Code):
    """The documents that are made after a template."""

    MINUTES = "minutes", label("template", "Minutes")
    NOTICE = "notice", label("template", "Notices and invitations")
    LETTER = "letter", label("template", "Letters to institutions")
    ANNUAL_REPORT = "annual_report", label("template", "Annual report")
    FOLLOW_UP_REPORT = "follow_up_report", label("template", "Reports on follow-up")
    SUMMARY_RECORD = "summary_record", label("template", "Summary record")
    EXTRACT = "extract", label("template", "Extract of the minutes")
    AGENDA = "agenda", label("template", "Agenda")
    COMMUNIQUE = "communique", label("template", "Press release")
    MAIL = "mail", label("template", "E-mails that go with letters")


class InstitutionKind(Code):
    MINISTRY = "ministry", label("institution kind", "ministry")
    JUDICIARY = "judiciary", label("institution kind", "judiciary")
    SECURITY = "security", label("institution kind", "security service")
    INDEPENDENT = "independent", label("institution kind", "independent authority")
    CIVIL_SOCIETY = "civil_society", label("institution kind", "civil society")
    INTERNATIONAL = "international", label("institution kind", "international organisation")
    DONOR = "donor", label("institution kind", "donor")
    EMBASSY = "embassy", label("institution kind", "embassy")
    UNIVERSITY = "university", label("institution kind", "university")
    MEDIA = "media", label("institution kind", "media")


class Standing(Code):
    """What an institution is to the commission."""

    MEMBER = "member", label("standing", "member")
    OBSERVER = "observer", label("standing", "observer")
    PARTNER = "partner", label("standing", "partner")


class PersonRole(Code):
    MEMBER = "member", label("person role", "member")
    ALTERNATE = "alternate", label("person role", "alternate")
    FOCAL_POINT = "focal_point", label("person role", "focal point")
    VALIDATOR = "validator", label("person role", "validating authority")
    EXPERT = "expert", label("person role", "expert")
    TRAINER = "trainer", label("person role", "trainer")


class BodyKind(Code):
    PLENARY = "plenary", label("body kind", "plenary")
    BUREAU = "bureau", label("body kind", "bureau")
    COMMITTEE = "committee", label("body kind", "committee")
    WORKING_GROUP = "working_group", label("body kind", "working group")


class Threshold(Code):
    """How a share is compared: half the members exactly is a quorum under "at least", not under "more than"."""

    AT_LEAST = "at_least", label("threshold", "at least")
    MORE_THAN = "more_than", label("threshold", "more than")


class MajorityOf(Code):
    """Of what a majority is counted: an abstention weighs under the first two only."""

    MEMBERS = "members", label("majority of", "the voting members")
    PRESENT = "present", label("majority of", "the voting members present")
    VOTES = "votes", label("majority of", "the votes cast")


class Frequency(Code):
    """How often something comes round."""

    MONTHLY = "monthly", label("frequency", "every month")
    QUARTERLY = "quarterly", label("frequency", "every quarter")
    HALF_YEARLY = "half_yearly", label("frequency", "every half-year")
    YEARLY = "yearly", label("frequency", "every year")

    @property
    def months(self) -> int:
        return {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}[self.value]


class Reporter(Code):
    """Who owes a report that the calendar of a country asks for."""

    INSTITUTIONS = "institutions", label("reporter", "institutions")
    SECRETARIAT = "secretariat", label("reporter", "secretariat")
    GOVERNMENT = "government", label("reporter", "government")


class MeetingKind(Code):
    ORDINARY_SESSION = "ordinary_session", label("meeting kind", "ordinary session")
    EXTRAORDINARY_SESSION = "extraordinary_session", label("meeting kind", "extraordinary session")
    SEMINAR = "seminar", label("meeting kind", "seminar")
    CONFERENCE = "conference", label("meeting kind", "conference")
    STUDY_DAY = "study_day", label("meeting kind", "study day")
    TRAINING = "training", label("meeting kind", "training")
    VIDEOCONFERENCE = "videoconference", label("meeting kind", "videoconference")


class MeetingMode(Code):
    IN_PERSON = "in_person", label("meeting mode", "in person")
    REMOTE = "remote", label("meeting mode", "remote")
    HYBRID = "hybrid", label("meeting mode", "hybrid")


class MeetingStatus(Code):
    PLANNED = "planned", label("meeting status", "planned")
    CONVENED = "convened", label("meeting status", "convened")
    HELD = "held", label("meeting status", "held")
    CLOSED = "closed", label("meeting status", "closed")
    POSTPONED = "postponed", label("meeting status", "postponed")
    CANCELLED = "cancelled", label("meeting status", "cancelled")


class DiaryKind(Code):
    """What falls on a day of the calendar."""

    MEETING = "meeting", label("diary", "meeting")
    REPORT = "report", label("diary", "reporting date")
    ANSWER = "answer", label("diary", "answer to a letter")
    DEADLINE = "deadline", label("diary", "deadline")


class Lack(Code):
    """What a coming meeting has not got yet."""

    AGENDA = "agenda", label("lack", "the agenda")
    PEOPLE = "people", label("lack", "the attendance list")
    PLACE = "place", label("lack", "the place")
    LINK = "link", label("lack", "the link to join by")
    CHAIR = "chair", label("lack", "the chair")
    DOCUMENTS = "documents", label("lack", "the documents")
    QUORUM = "quorum", label("lack", "the quorum, after the apologies received")
    NOTICE = "notice", label("lack", "the notice")


class MinutesStatus(Code):
    DRAFT = "draft", label("minutes status", "draft")
    CIRCULATED = "circulated", label("minutes status", "circulated")
    AMENDED = "amended", label("minutes status", "amended")
    ADOPTED = "adopted", label("minutes status", "adopted")


class AgendaItemKind(Code):
    INFORMATION = "information", label("agenda item kind", "for information")
    DISCUSSION = "discussion", label("agenda item kind", "for discussion")
    DECISION = "decision", label("agenda item kind", "for decision")


class AgendaOutcome(Code):
    """What became of an agenda item at its meeting."""

    OPEN = "open", label("agenda outcome", "open")
    CONCLUDED = "concluded", label("agenda outcome", "concluded")
    DEFERRED = "deferred", label("agenda outcome", "put off")


class Capacity(Code):
    """In what capacity someone attends. The chair and the members vote where their institution does."""

    CHAIR = "chair", label("capacity", "chair")
    MEMBER = "member", label("capacity", "member")
    OBSERVER = "observer", label("capacity", "observer")
    EXPERT = "expert", label("capacity", "expert")
    SPEAKER = "speaker", label("capacity", "speaker")
    TRAINER = "trainer", label("capacity", "trainer")
    TRAINEE = "trainee", label("capacity", "trainee")
    GUEST = "guest", label("capacity", "guest")


class Presence(Code):
    EXPECTED = "expected", label("presence", "expected")
    PRESENT = "present", label("presence", "present")
    EXCUSED = "excused", label("presence", "apologies")
    ABSENT = "absent", label("presence", "absent")
    REPRESENTED = "represented", label("presence", "represented")


class DecisionMethod(Code):
    CONSENSUS = "consensus", label("decision method", "consensus")
    UNANIMITY = "unanimity", label("decision method", "unanimity")
    MAJORITY = "majority", label("decision method", "majority")


class Priority(Code):
    HIGH = "high", label("priority", "high")
    MEDIUM = "medium", label("priority", "medium")
    LOW = "low", label("priority", "low")


class Position(Code):
    """What those addressed say of a recommendation (UPR practice)."""

    PENDING = "pending", label("position", "pending")
    ACCEPTED = "accepted", label("position", "accepted")
    PARTLY_ACCEPTED = "partly_accepted", label("position", "partly accepted")
    NOTED = "noted", label("position", "noted")
    NOT_ACCEPTED = "not_accepted", label("position", "not accepted")


class Implementation(Code):
    NOT_STARTED = "not_started", label("implementation", "not started")
    IN_PROGRESS = "in_progress", label("implementation", "in progress")
    REPORTED = "reported", label("implementation", "reported implemented")
    VERIFIED = "verified", label("implementation", "verified implemented")
    PARTLY_CLOSED = "partly_closed", label("implementation", "partly implemented and closed")
    NOT_CLOSED = "not_closed", label("implementation", "not implemented and closed")
    SUPERSEDED = "superseded", label("implementation", "superseded")


class ActionStatus(Code):
    PLANNED = "planned", label("action status", "planned")
    IN_PROGRESS = "in_progress", label("action status", "in progress")
    BLOCKED = "blocked", label("action status", "blocked")
    REPORTED = "reported", label("action status", "reported done")
    VERIFIED = "verified", label("action status", "verified done")
    CANCELLED = "cancelled", label("action status", "cancelled")


FINISHED = (ActionStatus.REPORTED, ActionStatus.VERIFIED, ActionStatus.CANCELLED)
OPEN = (ActionStatus.PLANNED, ActionStatus.IN_PROGRESS, ActionStatus.BLOCKED)
"""An action in one of these states is never late, whatever its deadline."""


class Party(Code):
    """Who takes a step: what an institution reports stays apart from what the secretariat has verified."""

    INSTITUTION = "institution", label("party", "institution")
    SECRETARIAT = "secretariat", label("party", "secretariat")


class SourceKind(Code):
    """Where a rule or a recommendation comes from."""

    TREATY = "treaty", label("source kind", "treaty")
    DIRECTIVE = "directive", label("source kind", "directive")
    LAW = "law", label("source kind", "law")
    DECREE = "decree", label("source kind", "decree")
    REPORT = "report", label("source kind", "report of a monitoring body")
    CONFERENCE = "conference", label("source kind", "conference")


class PlanKind(Code):
    STRATEGY = "strategy", label("plan kind", "strategy")
    ACTION_PLAN = "action_plan", label("plan kind", "national action plan")


class AttachmentKind(Code):
    EVIDENCE = "evidence", label("attachment kind", "evidence")
    AGENDA_DOCUMENT = "agenda_document", label("attachment kind", "agenda document")
    REPORT = "report", label("attachment kind", "report")
    LETTER = "letter", label("attachment kind", "letter")
    SIGNED = "signed", label("attachment kind", "signed copy")
    LEGAL_TEXT = "legal_text", label("attachment kind", "legal text")
    OTHER = "other", label("attachment kind", "other")


class LetterKind(Code):
    NOTICE = "notice", label("letter kind", "notice of meeting")
    TRANSMISSION = "transmission", label("letter kind", "letter of transmission")
    REQUEST = "request", label("letter kind", "request for information")
    REMINDER = "reminder", label("letter kind", "reminder")
    REPLY = "reply", label("letter kind", "reply")


class Dimension(Code):
    """What the values of an indicator are broken down by."""

    SEX = "sex", label("dimension", "sex")
    AGE = "age", label("dimension", "age")
    NATIONALITY = "nationality", label("dimension", "nationality")
    EXPLOITATION = "exploitation", label("dimension", "form of exploitation")
    REGION = "region", label("dimension", "region")
    INSTITUTION = "institution", label("dimension", "institution")


class Verdict(Code):
    """What was decided about something that came from outside."""

    ACCEPTED = "accepted", label("verdict", "accepted")
    REFUSED = "refused", label("verdict", "refused")


class Channel(Code):
    """Through what a change entered the register."""

    FORM = "form", label("channel", "form")
    COMMAND = "command", label("channel", "command line")
    TRACKER = "tracker", label("channel", "tracker")
    EXCHANGE = "exchange", label("channel", "exchange file")
    IMPORT = "import", label("channel", "import")
    DEMONSTRATION = "demonstration", label("channel", "demonstration")
    MIGRATION = "migration", label("channel", "migration")
    UNDO = "undo", label("channel", "undo")
