"""Resumes in other programs' formats → resume, projects and profile of the vault."""
