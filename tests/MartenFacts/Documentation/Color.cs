namespace MartenFacts.Documentation;

public enum Color
{
    Blue,
    Green,
    Red,
}
