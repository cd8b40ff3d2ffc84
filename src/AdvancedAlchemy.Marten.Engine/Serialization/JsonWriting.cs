using System.Text.Encodings.Web;
using System.Text.Json;

namespace Marten.Engine.Serialization;

/// <summary>How bodies are written: compact, and without escapes that jsonb would undo anyway.</summary>
internal static class JsonWriting
{
    // PostgreSQL stores the decoded text, so escaping beyond what JSON requires only costs bytes on the wire.
    internal static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
}
