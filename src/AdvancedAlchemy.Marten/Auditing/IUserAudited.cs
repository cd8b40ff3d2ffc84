namespace AdvancedAlchemy.Marten;

/// <summary>A document that is stamped with the names of its creator and of who last changed it.</summary>
/// <remarks>
/// The name is the session's <c>LastModifiedBy</c>, else what <see cref="AdvancedAlchemyOptions.UserName"/> returns. While nobody
/// is known, both stay as they are. In a <c>partial</c> type the two properties are generated.
/// </remarks>
public interface IUserAudited
{
    /// <summary>Who saved the document first; a value of the caller's own is kept.</summary>
    string? CreatedBy { get; set; }

    /// <summary>Who saved the document last.</summary>
    string? UpdatedBy { get; set; }
}
