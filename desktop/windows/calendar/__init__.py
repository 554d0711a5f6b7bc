"""The calendar: meetings, deadlines, reporting dates and answers that are due, by month and along a line of time."""
