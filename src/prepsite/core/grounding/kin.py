"""Words that say the same of a piece of work: irregular forms, and synonyms of a trade's plain words.

Kin is narrow on purpose: two words are kin only where swapping them leaves a claim as true as it was.
"""

# Irregular form → the word it is a form of.
SAME_ROOT: dict[str, str] = {
    form: word
    for word, forms in {
        "fall": "fell fallen", "rise": "rose risen", "lead": "led", "build": "built", "write": "wrote written",
        "bring": "brought", "teach": "taught", "run": "ran", "sell": "sold", "win": "won", "keep": "kept",
        "take": "took taken", "make": "made", "begin": "began begun", "grow": "grew grown", "send": "sent",
        "find": "found", "hold": "held", "pay": "paid", "say": "said", "see": "saw seen",
        "shrink": "shrank shrunk",
        "speak": "spoke spoken", "spend": "spent", "think": "thought", "understand": "understood",
        "draw": "drew drawn",
        "drive": "drove driven", "go": "went gone", "give": "gave given", "get": "got gotten", "come": "came",
        "know": "knew known", "leave": "left", "lose": "lost", "meet": "met", "choose": "chose chosen",
        "catch": "caught", "feed": "fed", "feel": "felt", "fight": "fought", "show": "shown", "sit": "sat",
        "stand": "stood", "tell": "told", "wake": "woke woken", "lay": "laid", "break": "broke broken",
        "buy": "bought",
        "child": "children", "person": "people persons", "man": "men", "woman": "women", "datum": "data",
        "analysis": "analyses", "be": "is was were are been am being", "have": "has had", "do": "did done does",
        "wear": "wore worn", "stick": "stuck", "oversee": "oversaw overseen",
        "undertake": "undertook undertaken",
        "split": "splitting", "cut": "cutting cuts", "set": "setting sets", "read": "reading reads",
        "put": "putting puts",
        "half": "halves", "die": "died dies dying",
    }.items()
    for form in forms.split()
}  # fmt: skip

# Words of one line are kin. The first names them.
GROUPS: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split())
    for line in """
    fall drop decrease decline shrink sink reduce cut lower slash trim diminish lessen reduction fewer down dip
    rise increase grow climb raise grew gain growth up lift boost higher jump
    build create make construct craft produce
    develop implement program code
    design devise draft plan architect
    write author compose document
    begin start commence launch kick-off kickoff outset
    end finish complete conclude stop close completion
    show demonstrate prove reveal
    move migrate migration transfer shift port switch relocation transition
    replace swap substitute supersede
    introduce roll-out rollout deploy install deployment installation
    find discover detect identify spot uncover
    fix repair mend correct resolve remedy
    help assist aid
    teach train instruct coach tutor mentor training mentoring coaching
    talk speak discuss conversation discussion
    ask request enquire inquire
    tell inform brief notify
    choose pick select opt decide decision settle
    use employ utilise utilize apply usage
    check verify test review audit inspect validate inspection
    count tally number
    measure track record log measurement
    customer client buyer account shopper
    colleague coworker co-worker teammate peer workmate
    people person staff employee worker
    employee hire joiner starter
    engineer developer programmer dev
    patient resident
    student pupil learner classmate
    company firm employer business organisation organization
    boss supervisor superior
    error mistake fault defect bug
    incident outage
    alert alarm page
    deal contract
    cost expense spend spending
    revenue turnover sales
    sale sell sold
    price pricing
    quick fast speed rapid swift
    slow sluggish latency delay
    time duration
    month-end monthend
    document documentation
    ward unit
    handover handoff hand-over hand-off
    shift turn
    house home dwelling
    job task
    project initiative
    model classifier
    accuracy precision
    prediction forecast predict
    survey questionnaire
    thesis dissertation
    course module
    grade mark
    application app
    service system platform
    database store
    row record entry
    request
    visit appointment
    meeting session
    weekly week
    monthly month
    daily day
    yearly annual year
    duplicate twice double
    approve sign-off signoff approval
    guide manual handbook guideline instruction
    rule regulation
    save saving
    lose loss lost
    win won gain-of
    complaint grievance
    wiring cabling rewiring rewire wire cable
    panel board switchboard
    apprentice trainee
    intern internship placement
    school academy
    pilot trial
    fall-of tumble
    death mortality
    medication drug medicine
    infection sepsis
    volunteer voluntary
    total altogether overall sum
    share proportion fraction percentage rate
    average mean
    median typical
    manager management
    department division
    region territory area
    quota target goal
    pipeline funnel
    lead-of prospect
    interview interviewing
    offer proposal
    query search
    budget funding
    deadline due
    night overnight
    place site location spot venue
    qualify qualification qualifying
    register registration enrol enroll enrolment enrollment sign-up signup
    visit call-on
    renewal renew
    class classes lesson
    occasion time
    shortcoming weakness
    inventor invent invention
    """.strip().splitlines()
)
