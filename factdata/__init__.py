"""Agency fact sheets as tidy pandas dataframes."""
