using JasperFx;

namespace AdvancedAlchemy.Marten;

/// <summary>Stamps the documents of one save with the same time and name.</summary>
internal readonly struct Stamper(DateTimeOffset now, string? user)
{
    public static Stamper For(AdvancedAlchemyOptions options, string? user) =>
        new(Stamp.Now(options.TimeProvider), NullIfBlank(user) ?? NullIfBlank(options.UserName?.Invoke()));

    /// <summary>What it stamps with, for writes that no document takes part in.</summary>
    public (DateTimeOffset Now, string? User) Values => (now, user);

    public void Write(object document, bool inserts)
    {
        // asked before the times are set, because an unset time is one of the signs
        var isNew = document is IUserAudited or (IAudited and not IStamped) && IsNew(document, inserts);
        switch (document)
        {
            case IStamped stamped: stamped.Stamps.Write(now); break;
            case IAudited audited: WriteTimes(audited, isNew); break;
        }

        if (user is not null && document is IUserAudited users) WriteUsers(users, isNew);
    }

    private void WriteTimes(IAudited document, bool isNew)
    {
        document.CreatedAt = document.CreatedAt == default ? now : Stamp.Normalize(document.CreatedAt);
        document.UpdatedAt = isNew && document.UpdatedAt != default ? Stamp.Normalize(document.UpdatedAt) : now;
    }

    private void WriteUsers(IUserAudited document, bool isNew)
    {
        if (isNew)
        {
            document.CreatedBy = NullIfBlank(document.CreatedBy) ?? user;
            document.UpdatedBy = NullIfBlank(document.UpdatedBy) ?? user;
        }
        else
        {
            document.UpdatedBy = user;
        }
    }

    private static bool IsNew(object document, bool inserts) => inserts || document switch
    {
        IRevisioned revisioned => revisioned.Version == 0,
        // an import brings the time of creation; what is stored has both
        IAudited audited => audited.CreatedAt == default || audited.UpdatedAt == default,
        IUserAudited users => users.CreatedBy is null && users.UpdatedBy is null,
        _ => false,
    };

    private static string? NullIfBlank(string? name) => string.IsNullOrWhiteSpace(name) ? null : name;
}
