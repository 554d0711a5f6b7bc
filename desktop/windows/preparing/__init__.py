"""Preparing a meeting in a few steps: body, date, agenda, invitations."""
