"""The site: MkDocs and its Material theme drawing prepsite's pages."""
