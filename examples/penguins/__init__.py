"""From a CSV file of penguins to a report with a picture, in eight steps that survive a kill."""
