"""Vault pages drawn one by one: on demand while serving, in two processes and only where needed while building.

MkDocs builds everything else: the user's own pages, the theme's files and templates, the navigation. What
this package relies on, and keeps:

1. A vault page's HTML depends on its `Page`, on its place in the navigation (`keys.Surroundings`) and on
   what all pages share (`keys.shared_by_all`), and on nothing else. Whatever changes the last two while
   serving has MkDocs build its part anew.
2. MkDocs's own loops never see a vault page (`files.SiteFiles`), so that none is drawn twice or by another
   way; where other plugins or hooks are at work, which may want to see each page, everything is left to
   MkDocs, and nothing here is used (`files.is_alone`).
3. Served, a page is never shown from before an edit that MkDocs's server has seen: the answer is made again
   if the site changed while it was made (`serving.OnDemand`).
4. Built, a page is left as it is only where the folder holds the very file that an earlier build wrote, from
   the same key (`outputs.Outputs`). What is written down about it may be lost at any time.

Of MkDocs, only what it documents is used; `tests/unit/test_incremental.py` and
`tests/journeys/test_drawn_pages.py` notice when that changes.
"""
