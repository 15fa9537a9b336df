"""What the readers of money, quantities and dates share: numbers, their surroundings, and the calendar."""
