namespace AdvancedAlchemy.Marten.Tests.Slugs;

public partial class Animal : UuidDocument, ISlugged
{
    public string Name { get; set; } = "";
}

public class Cat : Animal;

public class Dog : Animal;

public class Vehicle : UuidDocument
{
    public string Name { get; set; } = "";
}

public partial class Car : Vehicle, ISlugged;
