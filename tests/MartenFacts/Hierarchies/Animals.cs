using JasperFx.Metadata;

namespace MartenFacts.Hierarchies;

public class Animal
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public int Age { get; set; }
}

public class Dog : Animal
{
    public string? Trick { get; set; }

    public string? Toy { get; set; }
}

public class Puppy : Dog
{
    public int Weeks { get; set; }
}

public class Cat : Animal
{
    public int Lives { get; set; }

    public string? Toy { get; set; }
}

public class Snake : Animal;

public interface IVehicle
{
    Guid Id { get; set; }

    int Wheels { get; set; }
}

public class Car : IVehicle
{
    public Guid Id { get; set; }

    public int Wheels { get; set; }

    public string Plate { get; set; } = "";
}

public class Bike : IVehicle
{
    public Guid Id { get; set; }

    public int Wheels { get; set; }

    public bool HasBell { get; set; }
}

public abstract class Payment : ISoftDeleted
{
    public string Id { get; set; } = "";

    public decimal Amount { get; set; }

    public bool Deleted { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

public class CardPayment : Payment
{
    public string Card { get; set; } = "";
}

public class CashPayment : Payment;
