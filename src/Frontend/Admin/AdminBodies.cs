using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Petitions.Frontend.Http;
using Petitions.Frontend.Signing;

namespace Petitions.Frontend.Admin;

/// <summary>Reads and writes the JSON of staff calls; as strict as that of signatures.</summary>
internal static class AdminBodies
{
    /// <summary>The body; or null, and the call is answered with what is wrong with it.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext http, int bytesMax, JsonTypeInfo<T> type) where T : class
    {
        if (!SignRequestReader.IsJson(http.Request))
        {
            await Answers.Refuse(http, Problem.NotJson);
            return null;
        }
        // Calls of the public are held to less.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = bytesMax;
        if (await BoundedBody.ReadAsync(http.Request, bytesMax) is not { } body)
        {
            await Answers.Refuse(http, Problem.TooLarge, "Nothing was changed. Send less at a time.");
            return null;
        }
        try
        {
            var reader = new Utf8JsonReader(body);
            var read = JsonSerializer.Deserialize(ref reader, type);
            if (read is not null) return read;
        }
        catch (JsonException)
        {
            // Answered below.
        }
        finally
        {
            http.Request.BodyReader.AdvanceTo(body.End);
        }
        await Answers.Refuse(http, Problem.Malformed);
        return null;
    }

    /// <summary>Answers 200 with a body that nobody may keep.</summary>
    public static async Task AnswerAsync<T>(HttpContext http, T body, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = Answers.Json;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, type), http.RequestAborted);
    }
}

/// <summary>How a petition stands after a staff call.</summary>
internal sealed record StateBody(string Slug, string State);

/// <summary>The files of one petition.</summary>
internal sealed record PublicationBody([property: JsonRequired] ImmutableArray<PublicationFile> Documents);

/// <summary>One file, named as in a folder of documents: <c>slug.lang.md</c>.</summary>
internal sealed record PublicationFile([property: JsonRequired] string Name, [property: JsonRequired] string Content);

/// <summary>Whose signatures are asked for.</summary>
internal sealed record LookupBody([property: JsonRequired] ImmutableArray<string> Emails);

/// <summary>What became of them, in the order of the question.</summary>
internal sealed record LookupAnswer(ImmutableArray<LookedUp> States);

/// <summary>One of them: counted, pending, withdrawn, invalidated, expired or none.</summary>
internal sealed record LookedUp(string Email, string State);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8)]
[JsonSerializable(typeof(StateBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(PublicationBody))]
[JsonSerializable(typeof(LookupBody))]
[JsonSerializable(typeof(LookupAnswer))]
internal sealed partial class AdminJson : JsonSerializerContext;
