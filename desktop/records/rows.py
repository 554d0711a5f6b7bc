"""What leaves the register: frozen rows for windows, documents and the command line.

No row holds a live database object: it can be kept, sent to another thread and read after the session is closed. This
module imports no SQLAlchemy, so that documents can be written without it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from desktop.codes import (
    ActionStatus,
    AgendaItemKind,
    AgendaOutcome,
    BodyKind,
    Capacity,
    Channel,
    DecisionMethod,
    Frequency,
    Implementation,
    InstitutionKind,
    Level,
    MajorityOf,
    MeetingKind,
    MeetingMode,
    MeetingStatus,
    MinutesStatus,
    PersonRole,
    Position,
    Presence,
    Priority,
    Standing,
    Threshold,
)
from desktop.language import LanguageCode, Message, Wording

NOTHING = Wording()
"""A text that is missing in every language."""


@dataclass(frozen=True)
class CommissionRow:
    """Whose register this is."""

    id: str
    name: Wording
    acronym: str | None
    country: str
    language: LanguageCode
    """The working language: the one documents are written in when nothing else is said."""
    letterhead: Wording
    """Lines above the commission's name on a document, from the state downwards, one a line."""
    city: Wording
    signatory_name: Wording
    signatory_title: Wording
    secretary_name: Wording
    secretary_title: Wording
    document_languages: tuple[LanguageCode, ...] = ()
    working_week: tuple[int, ...] = (1, 2, 3, 4, 5)
    """The days on which offices work (ISO 8601: 1 is Monday)."""
    hijri_dates: bool = False
    """Whether documents and windows show the Hijri date beside the other."""
    attachment_megabytes: int | None = None
    """The largest file that may be attached; none means the usual limit."""
    smallest_count: int = 5
    """A count of people below this is not shown to partners or the public."""
    has_logo: bool = False
    months: Mapping[int, Wording] = field(default_factory=dict)
    """What it calls months otherwise than its country, by their number."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """What it changed of the templates of documents, by the kind of document."""


@dataclass(frozen=True)
class InstitutionRow:
    id: str
    acronym: str
    name: Wording
    kind: InstitutionKind
    country: str | None
    standing: Standing
    votes: bool
    level: Level
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    predecessor: str | None = None
    """Acronym of the institution whose tasks it took over."""


@dataclass(frozen=True)
class PersonRow:
    id: str
    name_latin: str | None
    name_arabic: str | None
    position: Wording
    institution_id: str | None
    institution: str | None
    """The institution's acronym."""
    role: PersonRole = PersonRole.MEMBER
    email: str | None = None
    telephone: str | None = None
    languages: tuple[str, ...] = ()
    """ISO codes of those the person speaks."""
    expertise: tuple[Wording, ...] = ()
    level: Level = Level.INTERNAL

    def name(self, code: LanguageCode) -> str:
        """The name in the script of the language, or in the other one where it is missing."""
        first, second = (self.name_arabic, self.name_latin) if code == "ar" else (self.name_latin, self.name_arabic)
        return first or second or ""


@dataclass(frozen=True)
class BodyRow:
    id: str
    name: Wording
    kind: BodyKind
    quorum_share: Fraction
    quorum_threshold: Threshold
    second_call_days: int | None = None
    """How many days after the first call a second one may be held; none where there is none."""
    second_call_share: Fraction | None = None
    majority_share: Fraction = Fraction(1, 2)
    majority_threshold: Threshold = Threshold.MORE_THAN
    majority_of: MajorityOf = MajorityOf.VOTES
    casting_vote: bool = False
    meets_every: Frequency | None = None
    notice_days: int | None = None
    """How many days before a meeting its notice is sent at the latest; none where there is no such rule."""


@dataclass(frozen=True)
class MemberRow:
    """A seat of a body."""

    id: str
    institution: str
    """Acronym."""
    person_id: str | None
    alternate_id: str | None
    votes: bool
    chairs: bool
    since: dt.date | None
    until: dt.date | None
    institution_name: Wording = NOTHING
    person: PersonRow | None = None
    alternate: PersonRow | None = None


@dataclass(frozen=True)
class MeetingRow:
    id: str
    number: str
    title: Wording
    kind: MeetingKind
    body: Wording | None
    start: dt.date
    end: dt.date | None
    place: Wording
    mode: MeetingMode
    status: MeetingStatus
    minutes_status: MinutesStatus
    recommendations: int
    """How many recommendations came out of it."""
    host: str | None = None
    """Acronym of the institution that receives it."""
    link: str | None = None
    languages: tuple[str, ...] = ()
    """ISO codes of the languages spoken."""
    status_reason: Wording = NOTHING
    """Why it was postponed, cancelled or opened again."""


@dataclass(frozen=True)
class AnswerRow:
    """What became of a recommendation with one of those addressed: an institution or a country."""

    id: str
    institution: str | None
    """Acronym."""
    country: str | None
    position: Position
    status: Implementation
    status_reason: Wording


@dataclass(frozen=True)
class RecommendationRow:
    id: str
    number: str
    title: Wording
    text: Wording
    status: Implementation
    position: Position
    priority: Priority
    meeting: str | None
    """The number of the meeting it was made at; none for one that came from outside."""
    pillars: tuple[Wording, ...]
    addressees: tuple[str, ...]
    """Acronyms."""
    countries: tuple[str, ...]
    """ISO codes of the countries it is addressed to."""
    actions: int
    actions_verified: int
    level: Level
    source: str | None = None
    """The short name of the source it came from; none for one made at a meeting."""
    source_number: str | None = None
    paragraph: str | None = None
    cycle: str | None = None
    legal_basis: str | None = None
    """The source and the article it refers to: "CETS 197, art. 10"."""
    programme: str | None = None
    """Code of the programme it came out of."""
    repeats: str | None = None
    """Number of the earlier recommendation that it repeats."""
    supersedes: str | None = None
    """Number of the earlier recommendation whose place it takes."""
    themes: tuple[Wording, ...] = ()
    status_reason: Wording = NOTHING
    """Why it was closed without full implementation, or opened again."""
    answers: tuple[AnswerRow, ...] = ()
    """What each of those addressed says and does; the status and the position above are derived from them."""


@dataclass(frozen=True)
class ActionRow:
    id: str
    number: str
    title: Wording
    status: ActionStatus
    lead_id: str | None
    lead: str | None
    """Acronym of the lead institution."""
    lead_name: Wording | None
    supporting: tuple[str, ...]
    due: dt.date | None
    """The revised deadline where there is one, else the deadline."""
    overdue: bool
    progress: int
    """Per cent, 0 to 100."""
    recommendations: tuple[str, ...]
    level: Level
    decisions: tuple[str, ...] = ()
    """Numbers of the decisions it carries out."""
    objective: str | None = None
    """Number of the plan's objective it serves."""
    status_reason: Wording = NOTHING
    priority: Priority = Priority.MEDIUM
    start: dt.date | None = None
    first_due: dt.date | None = None
    """The deadline first set, which a revised one leaves on record."""
    cost: int | None = None
    """In whole units of the country's currency."""
    funding: str | None = None


@dataclass(frozen=True)
class ProgressRow:
    """One progress update, as reported and perhaps validated."""

    id: str
    reported_on: dt.date
    reported_by: str | None
    status: ActionStatus
    progress: int
    narrative: Wording
    obstacles: Wording
    next_step: Wording
    validated_on: dt.date | None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    validated_by: str | None = None
    """Who validated it, as written in Latin letters where there is such a spelling."""
    channel: Channel = Channel.FORM


@dataclass(frozen=True)
class ChangeRow:
    """One line of the journal: what changed, when, by whom, through what."""

    step: int
    at: dt.datetime
    who: str
    channel: Channel
    label: Message
    """What the whole step did."""
    kind: str
    record_id: str
    operation: str
    field: str | None
    old: object
    new: object


@dataclass(frozen=True)
class StepRow:
    """One step of the journal: what somebody did in one go."""

    id: int
    at: dt.datetime
    who: str
    channel: Channel
    label: Message
    undoes: int | None
    """The step that this one undid, or did again."""
    records: int
    """How many records it touched."""
    redoes: bool = False
    """What it undid was itself an undoing."""


@dataclass(frozen=True)
class RemovedRow:
    """A record that was removed or withdrawn, and can be restored."""

    kind: str
    id: str
    number: str
    title: Wording
    removed_at: dt.datetime | None
    """None where the register was made before the journal could say."""
    who: str
    withdrawn: bool


@dataclass(frozen=True)
class Quorum:
    """Who may vote, who is there, how many it takes; see :mod:`desktop.records.meetings.quorum` for the rule."""

    voting: int
    present: int
    required: int
    share: Fraction
    threshold: Threshold

    @property
    def reached(self) -> bool:
        return self.voting > 0 and self.present >= self.required


@dataclass(frozen=True)
class SearchHit:
    """One record that a search over the whole register found."""

    kind: str
    id: str
    number: str
    """Its number, acronym or code; empty for what has none."""
    title: Wording
    level: Level
    day: dt.date | None
    owner_id: str | None
    """What it belongs to: the meeting of an agenda item, the action of a progress update. None where that is above the
    levels looked through."""
    snippet: str
    """A passage of its text with the words found; empty where they stand in its number or title only."""
    marks: tuple[tuple[int, int], ...]
    """Starts and ends of the words found, in the snippet."""


# --- the minutes of one meeting, as a document needs them ------------------------------------------------------------


@dataclass(frozen=True)
class AttendanceRow:
    id: str
    person_latin: str | None
    person_arabic: str | None
    person_position: Wording
    institution: Wording
    institution_acronym: str | None
    capacity: Capacity
    presence: Presence
    represented_by: str | None
    votes: bool
    arrived_at: dt.time | None = None
    left_at: dt.time | None = None

    def person(self, code: LanguageCode) -> str:
        first, second = (
            (self.person_arabic, self.person_latin) if code == "ar" else (self.person_latin, self.person_arabic)
        )
        return first or second or ""


@dataclass(frozen=True)
class DecisionRow:
    id: str
    number: str
    text: Wording
    method: DecisionMethod
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    casting_vote: bool = False
    """The chair's casting vote decided it."""
    legal_basis: str | None = None
    """The source and the article it rests on: "27-14, art. 6"."""
    actions: tuple[ActionRow, ...] = ()
    """Those that carry it out."""


@dataclass(frozen=True)
class MinutesRecommendation:
    id: str
    number: str
    title: Wording
    text: Wording
    addressees: tuple[Wording, ...]
    countries: tuple[str, ...]
    actions: tuple[ActionRow, ...] = ()
    addressee_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgendaItemRow:
    id: str
    position: int
    """From 1, in the order of the agenda."""
    title: Wording
    kind: AgendaItemKind
    rapporteur: str | None
    minutes: Wording
    """What was said; paragraphs are separated by a line break."""
    decisions: tuple[DecisionRow, ...] = ()
    recommendations: tuple[MinutesRecommendation, ...] = ()
    outcome: AgendaOutcome = AgendaOutcome.OPEN
    carried_from: str | None = None
    """Number of the meeting whose item it takes up again."""
    followed_up: tuple[str, ...] = ()
    """Numbers of the recommendations whose follow-up was examined."""
    taken_up_at: dt.time | None = None
    """When the meeting came to it."""


@dataclass(frozen=True)
class SuspensionRow:
    """A time in which a meeting was suspended; it lasts where it has no end yet."""

    id: str
    since: dt.time
    until: dt.time | None


@dataclass(frozen=True)
class CorrigendumRow:
    """A correction of minutes that were already adopted: a text of its own, which leaves theirs as it is."""

    id: str
    number: str
    issued_on: dt.date
    text: Wording
    reason: Wording


@dataclass(frozen=True)
class HeadcountRow:
    """How many women and men an institution sent, in figures; ``None`` for a count too small to be shown."""

    id: str
    institution: str
    """Acronym."""
    capacity: Capacity
    women: int | None
    men: int | None


@dataclass(frozen=True)
class QuorumTurn:
    """A moment at which the quorum was lost, or reached again."""

    at: dt.time
    present: int
    reached: bool


@dataclass(frozen=True)
class AnnexRow:
    """A file attached to the meeting, to an item of its agenda or to a decision."""

    id: str
    title: Wording
    file_name: str
    document_date: dt.date | None
    sha256: str
    position: int | None = None
    """Of the agenda item it belongs to."""


@dataclass(frozen=True)
class Minutes:
    """A meeting with all that its minutes say."""

    commission: CommissionRow
    meeting: MeetingRow
    chair: str | None
    rapporteur: str | None
    organisers: tuple[Wording, ...]
    programmes: tuple[Wording, ...]
    countries: tuple[str, ...]
    opened_at: dt.time | None
    closed_at: dt.time | None
    attendance: tuple[AttendanceRow, ...]
    quorum: Quorum | None
    """None for an event that has no quorum, such as a seminar."""
    second_call: bool
    agenda: tuple[AgendaItemRow, ...]
    other_recommendations: tuple[MinutesRecommendation, ...]
    """Those of the meeting that stand under no agenda item."""
    corrigenda: tuple[CorrigendumRow, ...] = ()
    suspensions: tuple[SuspensionRow, ...] = ()
    withheld: int = 0
    """How many of its records are above the level of those the minutes are for, and left out."""
    quorum_turns: tuple[QuorumTurn, ...] = ()
    quorum_basis: Wording = NOTHING
    """The text that the rule of the quorum rests on."""
    first_call: MeetingRow | None = None
    """The meeting without quorum that this one is the second call of."""
    called_again: MeetingRow | None = None
    """The meeting this one was called again for, as it had no quorum."""
    adopted_on: dt.date | None = None
    adopted_at: MeetingRow | None = None
    """The later meeting that adopted the minutes; none where they were adopted in writing."""
    annexes: tuple[AnnexRow, ...] = ()
    headcounts: tuple[HeadcountRow, ...] = ()
    """Those who came and are not named."""


# --- a tracker, as a workbook needs it --------------------------------------------------------------------------------


@dataclass(frozen=True)
class TrackerRow:
    id: str
    number: str
    title: Wording
    description: Wording
    recommendation_numbers: tuple[str, ...]
    recommendation: Wording
    """The wording of the first recommendation the action serves."""
    pillar: Wording | None
    lead: str | None
    lead_name: Wording | None
    supporting: tuple[str, ...]
    priority: Priority
    start: dt.date | None
    due: dt.date | None
    status: ActionStatus
    progress: int
    narrative: Wording
    """The last progress update's own words."""
    obstacles: Wording
    next_step: Wording
    reported_on: dt.date | None


@dataclass(frozen=True)
class Tracker:
    commission: CommissionRow
    institution: InstitutionRow | None
    """None for a tracker of all institutions."""
    made_on: dt.date
    rows: tuple[TrackerRow, ...] = field(default_factory=tuple)
    withheld: int = 0
    """How many actions are above the level of those the tracker is for, and left out."""
    scope: Wording | None = None
    """The programme, plan or body it is kept to, if it is."""
