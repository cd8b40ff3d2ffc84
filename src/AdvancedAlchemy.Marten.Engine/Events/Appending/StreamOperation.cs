using System.Globalization;
using JasperFx.Events;
using Marten.Engine.Sessions;
using Marten.Exceptions;
using Npgsql;
using Weasel.Core;

namespace Marten.Engine.Events;

/// <summary>An operation on one stream.</summary>
internal abstract class StreamOperation(EventStorage storage, StreamAction stream) : EngineOperation
{
    public override Type DocumentType => typeof(IEvent);

    internal StreamAction Stream { get; } = stream;

    protected EventStorage Events { get; } = storage;

    internal override bool ReturnsRows => true;

    public override OperationRole Role() => OperationRole.Events;

    internal override ValueTask EnsureAsync(EngineDatabase database, CancellationToken token) => database.EnsureAsync(Events, token);

    internal override Exception? Translate(PostgresException exception) => exception.SqlState switch
    {
        EventFunctions.ArchivedState => new InvalidStreamOperationException(exception.MessageText),
        EventFunctions.VersionState => Unexpected(exception.Detail),
        PostgresErrorCodes.UniqueViolation when exception.ConstraintName?.StartsWith("pkey_mt_streams", StringComparison.Ordinal) == true =>
            new ExistingStreamIdCollisionException(Stream.Name, Stream.AggregateType!),
        PostgresErrorCodes.UniqueViolation when exception.ConstraintName == "pk_mt_events_stream_and_version" =>
            Stream.Begins ? new ExistingStreamIdCollisionException(Stream.Name, Stream.AggregateType!) : Unexpected(null),
        _ => null,
    };

    protected EventStreamUnexpectedMaxEventIdException Unexpected(long expected, long actual) => new(Stream.Name, Stream.AggregateType, expected, actual);

    // The function says both, as numbers with a space between them.
    private EventStreamUnexpectedMaxEventIdException Unexpected(string? detail)
    {
        var numbers = detail?.Split(' ') ?? [];
        return numbers.Length == 2 && long.TryParse(numbers[0], CultureInfo.InvariantCulture, out var expected) && long.TryParse(numbers[1], CultureInfo.InvariantCulture, out var actual)
            ? Unexpected(expected, actual)
            : Unexpected(Stream.ExpectedVersionOnServer ?? -1, -1);
    }
}
