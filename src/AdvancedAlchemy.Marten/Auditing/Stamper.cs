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
        var users = document as IUserAudited;
        var wasNew = users is not null && ProvisionalUsers.TakeBack(users);
        var isNew = document is IUserAudited or (IAudited and not IStamped) && IsNew(document, inserts);
        switch (document)
        {
            case IStamped stamped: stamped.Stamps.Write(now); break;
            case IAudited audited: WriteTimes(audited, isNew); break;
        }

        if (users is not null) WriteUsers(users, isNew || wasNew);
    }

    private void WriteTimes(IAudited document, bool isNew)
    {
        document.CreatedAt = document.CreatedAt == default ? now : Stamp.Normalize(document.CreatedAt);
        document.UpdatedAt = isNew && document.UpdatedAt != default ? Stamp.Normalize(document.UpdatedAt) : now;
    }

    private void WriteUsers(IUserAudited document, bool isNew)
    {
        if (user is null && !isNew) return;
        var before = (document.CreatedBy, document.UpdatedBy);
        if (user is not null)
        {
            if (isNew) document.CreatedBy = NullIfBlank(document.CreatedBy) ?? user;
            document.UpdatedBy = (isNew ? NullIfBlank(document.UpdatedBy) : null) ?? user;
        }

        ProvisionalUsers.Add(document, before, isNew);
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
