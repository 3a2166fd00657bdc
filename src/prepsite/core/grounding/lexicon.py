"""The words that carry a claim: who owned it, what was denied, titles, credentials and small words."""

from prepsite.core.grounding.tokens import root
from prepsite.core.grounding.wordlists import each_of

STOP = each_of(
    """a an the this that these those it its they them their we us our ours i me my mine you your yours he
    she his her him who whom whose which what when where why how and or but nor so yet if then than as
    at by for from in into of off on onto out over per to toward towards under until up upon via with
    within without about above across after again against all almost along already also although always
    am among any anybody anyone anything are around be became become because been before being below
    beside besides between beyond both came can could did do does done down during each either else
    enough even ever every everybody everyone everything few first for from had has have having here
    herself himself however indeed instead is itself just later least less like likely made make makes
    many may might more most much must myself near nearly neither never next no nobody none nor not
    nothing now often once one ones only other others otherwise ourselves own perhaps quite rather
    really roughly same shall should since some somebody someone something sometimes soon still such
    take taken that's there therefore these thing things though through throughout thus together too
    took toward was well went were what whatever when whenever where whether while whole will would yes
    yet yourself whilst able got get go going gone let said say says see seen very way ways me us kept
    keep came come back away last two three four five six seven eight nine ten eleven twelve new ago lot
    bit kind sort part up down everything both i'm i've i'd i'll we've we're it's that's there's don't
    didn't wasn't weren't couldn't wouldn't hadn't haven't hasn't isn't aren't can't cannot won't them"""
)

NEGATIONS = each_of(
    """not no never none nobody nothing neither nor without didn't wasn't weren't isn't aren't don't
    doesn't couldn't wouldn't hadn't haven't hasn't can't cannot won't shouldn't zero nowhere hardly
    lacked lack lacking no-one noone unable"""
)
# A sentence with one of these speaks of what might be, not of what was.
HYPOTHETICAL = frozenset(
    {
        "would",
        "could",
        "should",
        "might",
        "may",
        "if",
        "unless",
        "wouldn't",
        "shouldn't",
        "couldn't",
        "can",
        "can't",
        "cannot",
        "will",
        "won't",
    }
)

RISING = each_of(
    """rose risen rise rises rising increased increase increases increasing grew grow grown growing climbed
    climb climbs climbed raised raise raising lifted lift boosted boost gained jumped doubled tripled
    quadrupled surged soared higher"""
)
FALLING = each_of(
    """fell fall fallen falls falling dropped drop drops dropping decreased decrease decreases decreasing
    declined decline shrank shrink shrunk shrinking reduced reduce reduces reducing reduction cut cuts
    cutting lowered lower slashed trimmed halved sank brought-down"""
)
# What claims the whole of a piece of work.
LEADING = each_of(
    """led lead leading headed heading ran directed managed spearheaded oversaw owned own owning chaired
    captained drove orchestrated leader leadership owner supervised"""
)
LEADING_PHRASES = (
    "in charge of", "responsible for", "my responsibility", "mine to answer for", "i was the lead",
    "it was mine", "which was mine", "that was mine", "project was mine", "work was mine",
    "was the owner", "as the lead", "as lead", "as project lead", "as team lead", "my team",
    "single-handedly", "on my own", "i alone", "by myself",
    "accountable for", "at the head of", "the driving force", "was my work", "decisions were mine", "led by me",
    "headed by me", "run by me", "was my project", "under my lead", "under my leadership",
)  # fmt: skip
HELPING = each_of(
    """helped help helping supported support supporting assisted assist assisting contributed contribute
    contributing participated joined shadowed pitched"""
)

PEOPLE = each_of(
    """people person persons engineers engineer developers developer nurses nurse colleagues colleague
    members member teammates teammate staff employees analysts analyst electricians electrician reps rep
    representatives scientists scientist students student teachers teacher others us strong headcount
    specialists specialist apprentices apprentice sellers salespeople consultants designers technicians
    technician volunteers volunteer juniors classmates coworkers co-workers participants teammate sparks
    handed person-strong carers clinicians tutors"""
)
TEAM = frozenset(
    {
        "team",
        "squad",
        "crew",
        "group",
        "us",
        "we",
        "pod",
        "gang",
        "department",
        "strong",
        "person",
        "people",
        "colleagues",
        "others",
        "handed",
        "teammates",
    }
)

TITLE_HEADS = each_of(
    """engineer developer manager lead director analyst scientist nurse sister matron teacher electrician
    intern assistant representative executive consultant architect specialist coordinator administrator
    officer associate researcher tutor technician supervisor foreman forewoman head chief president
    principal apprentice trainee accountant designer programmer lecturer fellow barista clerk chargehand
    journeyman journeywoman owner founder cto ceo cfo coo vp partner mentor instructor"""
)
TITLE_MODIFIERS = each_of(
    """senior staff principal junior lead deputy assistant associate chief head backend frontend fullstack
    full-stack software data machine learning research product project programme program sales account
    regional area national key business development charge registered clinical ward team site platform
    reliability devops security quality test systems system database cloud mobile web graduate student
    teaching working working-student customer success field inside enterprise global group technical
    marketing finance operations operational general managing executive vice night day trauma icu
    intensive care practice community district paediatric pediatric emergency qualified approved master
    journeyman maintenance industrial commercial domestic analytics applied quantitative decision
    engineering mid-market strategic solutions pre-sales presales"""
)
SENIORITY = each_of(
    """senior staff principal junior lead deputy assistant associate chief head director vice president
    manager graduate intern trainee apprentice charge executive managing supervisor foreman partner
    founder vp cto ceo"""
)
TITLE_SHORT = {
    "sr": "senior",
    "jr": "junior",
    "eng": "engineer",
    "mgr": "manager",
    "dev": "developer",
    "vp": "vice",
    "rep": "representative",
    "swe": "engineer",
}

CREDENTIALS = each_of(
    """certified certificate certificates certification certifications licence license licensed licences
    licenses degree degrees diploma bachelor bachelor's bachelors master's masters msc bsc mba phd
    doctorate doctoral accredited accreditation chartered qualification qualified registered ba ma beng
    meng b.sc m.sc b.a m.a ph.d nvq card hnc hnd postgraduate undergraduate honours"""
)
LEVELS: dict[str, str] = {
    "bachelor": "bachelor", "bachelor's": "bachelor", "bachelors": "bachelor", "bsc": "bachelor",
    "ba": "bachelor",
    "beng": "bachelor", "b.sc": "bachelor", "b.a": "bachelor", "bsn": "bachelor",
    "master's": "master", "masters": "master", "msc": "master", "meng": "master", "m.sc": "master",
    "m.a": "master",
    "mba": "mba", "phd": "doctor", "ph.d": "doctor", "doctorate": "doctor", "doctoral": "doctor",
    "dphil": "doctor",
    "diploma": "diploma", "msn": "master",
}  # fmt: skip

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        ("january jan januar jänner", "february feb februar", "march mar märz mrz", "april apr", "may mai",
         "june jun juni", "july jul juli", "august aug",
         "september sep sept", "october oct oktober okt", "november nov", "december dec dezember dez"), 1
    )
    for name in names.split()
}  # fmt: skip
SEASONS: dict[str, tuple[int, ...]] = {
    "spring": (3, 4, 5, 6), "summer": (6, 7, 8, 9), "autumn": (9, 10, 11), "fall": (9, 10, 11),
    "winter": (12, 1, 2),
    "q1": (1, 2, 3), "q2": (4, 5, 6), "q3": (7, 8, 9), "q4": (10, 11, 12),
}  # fmt: skip

PEOPLE_ROOTS = frozenset(map(root, PEOPLE))
# Verbs of motion and state say nothing of what a figure is of.
MOVES = frozenset(map(root, each_of("fall rise improve go come bring take get be stand reach need work")))
GENERIC = frozenset(
    map(root, each_of("rate figure number value level result total thing amount score measure percent"))
)
# What talk itself lists, and no record counts.
LISTED = frozenset(
    map(
        root,
        each_of(
            """thing point reason part step way side case example question sentence word story piece half
            answer line minute time kind"""
        ),
    )
)

CREDENTIAL_NOUNS = each_of(
    """certificate certificates certification certifications licence license licences licenses degree
    diploma card award accreditation badge belt qualification credential charter registration permit
    ticket"""
)
HOLDING = each_of(
    """hold holds held holding have has earned earn obtained obtain completed complete passed pass gained
    received got finished took awarded"""
)
# Words of a company's name that do not name it.
PLAIN_NAMES = each_of(
    """university hospital general community group systems water energy networks library college school
    city county national international royal saint north south east west institute trust council bank
    services solutions software technologies labs logistics electric medical center centre company
    partners media studio health"""
)

# Words that turn a statement round where one stands in the place of the other.
OPPOSITES: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("more higher larger longer greater bigger", "fewer less lower smaller shorter"),
        ("faster quicker sooner", "slower later"),
        ("early", "late"),
        ("under below inside within", "over above beyond"),
        ("before", "after"),
        ("always", "never"),
        ("all every everybody everyone", "none nobody"),
        ("accepted approved agreed", "rejected refused declined"),
        ("passed succeeded", "failed"),
        ("won", "lost"),
        ("best better", "worst worse"),
        ("with", "without"),
        ("cheaper", "dearer costlier"),
        ("first", "second third last"),
        ("increased rose grew", "decreased fell shrank"),
        ("improved", "worsened"),
        ("on", "off"),
        ("unchanged", "changed"),
        ("easier simpler", "harder"),
    )
)

_FIRST_TO_TWELFTH = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
ORDINALS: dict[str, int] = {word: number for number, word in enumerate(_FIRST_TO_TWELFTH, 1)}
