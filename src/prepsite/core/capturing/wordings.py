"""How postings and page titles name company, role, place and pay."""

import re

LABELS = {
    "company": (
        r"company(?: name)?|employer|organi[sz]ation|hiring organi[sz]ation|unternehmen|firma|arbeitgeber"
        r"|entreprise|empresa"
    ),
    "role": (r"job title|position(?: title)?|title|role(?: title)?|job|stelle|stellenbezeichnung|poste|puesto"),
    "location": (
        r"(?:job |work |office )?locations?|place(?: of work)?|where|(?:dienst|arbeits|stand)ort|ort|lieu"
        r"|localisation|ubicación|workplace"
    ),
    "pay": (
        r"(?:base |annual )?(?:salary|pay|compensation|wage)s?(?: range| band)?|gehalt(?:sspanne)?"
        r"|vergütung|rémunération|salaire|salario|remuneration|rate"
    ),
}
LABELLED = {
    name: re.compile(rf"^(?:{label})\s*:\s*(?P<value>\S.*)$", re.IGNORECASE) for name, label in LABELS.items()
}
ALONE = {name: re.compile(rf"^(?:{label})\s*:?$", re.IGNORECASE) for name, label in LABELS.items()}
ANY_LABEL = re.compile(rf"^(?:{'|'.join(LABELS.values())})$", re.IGNORECASE)
ROLE_WORD = re.compile(
    r"\b(?:engineer(?:ing)?|developer|programmer|manager|director|analyst|designer|scientist|architect|lead"
    r"|head|consultant|specialist|officer|administrator|intern(?:ship)?|coordinator|recruiter|writer|nurse"
    r"|teacher|accountant|assistant|associate|advisor|researcher|technician|operator|representative"
    r"|executive|president|partner|owner|master|editor|strategist|planner|buyer|trainer"
    r"|(?:\w{2,20})?(?:entwickler|ingenieur|leiter|berater|sachbearbeiter)(?:in)?|ingénieure?"
    r"|développeu(?:r|se)|chef(?:fe)?|ingeniero|sre|cto|cfo|ceo|vp|pm|devops|qa|tester)\b",
    re.IGNORECASE,
)
_CURRENCY = r"(?:EUR|USD|GBP|CHF|SEK|CAD|AUD|INR|PLN)"
AMOUNT = re.compile(
    r"[$€£¥]\s?\d[\d.,'’]*|\d[\d.,'’]*\s?k?\s?(?:[€£]"
    rf"|\b{_CURRENCY}\b|euros?\b)|\b{_CURRENCY}\s?\d[\d.,'’]*",
    re.IGNORECASE,
)
PAY_WORD = re.compile(
    r"salar(?:y|ies)|\bpay\b|compensation|remuneration|\bOTE\b|\bwages?\b|per (?:year|annum|hour|month)"
    r"|\ba (?:year|month)\b|annually|hourly|gehalt|brutto|vergütung|salaire|salario",
    re.IGNORECASE,
)
# Titles of pages, as job boards write them.
TITLES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^Job Application for (?P<role>.+) at (?P<company>.+)$",
        r"^(?P<company>.+?) (?:is )?hiring (?:an? )?(?P<role>.+?) in (?P<location>.+)$",
        r"^(?P<company>.+?) (?:is )?hiring (?:an? )?(?P<role>.+)$",
        r"^(?P<role>.+?) (?:at|@|bei) (?P<company>[^|]+)$",
    )
)
_BOARD = (
    r"linkedin|indeed|glassdoor|greenhouse|lever|(?:my ?)?workday(?: ?jobs)?|stepstone|xing|monster"
    r"|ziprecruiter|ashby|smartrecruiters|personio|workable|jobvite|recruitee|teamtailor|otta"
    r"|welcome to the jungle|careers?|jobs?|job board|karriere|stellenangebote"
)
SITES = re.compile(rf"\s*[|–—·-]\s*(?:{_BOARD})(?:\.\w+)*(?: (?:page|site))?\s*$", re.IGNORECASE)
# A board is not the company that hires.
BOARDS = re.compile(rf"^(?:{_BOARD})(?:\.\w+)*$", re.IGNORECASE)
SEPARATOR = re.compile(r"\s+[|–—·-]\s+|\s*\|\s*")
CAREERS = re.compile(
    r"\s+(?:careers?|jobs?|karriere|recruiting|hiring)(?: (?:page|site|portal))?$", re.IGNORECASE
)
HIRES = re.compile(
    r"^(?P<company>[A-Z0-9][\w&.'’-]*(?: [A-Z0-9&][\w&.'’-]*){0,4})"
    r" (?:is (?:looking for|hiring|seeking|searching)|sucht|recrute)\b"
)
ABOUT = re.compile(
    r"^About (?!(?:us|the|this|you|me|our|your|it|working)\b)(?P<company>[A-Z0-9][^.!?:]{1,40}?):?$"
)
AT_US = re.compile(r"\bAt (?P<company>[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*){0,3}),? (?:we|you|our|everyone)\b")
# How pages name the elements that hold a field: in ids, classes, and the like.
MARKED = {
    "company": re.compile(
        r"company-?_?name|org-?_?name|employer-?_?name|hiring-?_?organi[sz]ation(?!-logo)", re.IGNORECASE
    ),
    "location": re.compile(r"(?:^|[\s_-])(?:job-?_?)?locations?(?:$|[\s_-])|jobLocation"),
    "pay": re.compile(r"(?:^|[\s_-])(?:base-?)?(?:salary|compensation|pay-?range)|baseSalary", re.IGNORECASE),
}
