"""What one clause says about paying: who acts, whether it is past, asked, refused or hangs on a condition."""
