using System.Globalization;

namespace Orders.Domain;

/// <summary>Amounts in words: all are in euros.</summary>
internal static class Money
{
    internal static string Text(decimal amount) => amount.ToString("#,##0.00 EUR", CultureInfo.InvariantCulture);
}
