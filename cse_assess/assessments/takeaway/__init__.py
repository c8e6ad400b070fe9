"""Take-away sheets: elements that leave as a spreadsheet, and are merged when they come back."""
