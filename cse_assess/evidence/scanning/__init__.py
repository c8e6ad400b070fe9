"""Where a virus scanner is set, no file is handed out before it was scanned and found clean."""
