using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Petitions.Frontend.Http;

namespace Petitions.Frontend.Admin;

/// <summary>Reads and writes the JSON of admin calls; as strict as that of signatures.</summary>
internal static class AdminBodies
{
    /// <summary>The body; or null when it is malformed, and the call is answered.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext http, int bytesMax, JsonTypeInfo<T> type) where T : class
    {
        if (!JsonBody.IsJson(http.Request))
        {
            await Answers.Refuse(http, Problem.NotJson);
            return null;
        }
        // The server's limit is for public calls, which are smaller.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = bytesMax;
        if (await BoundedBody.ReadAsync(http.Request, bytesMax) is not { } body)
        {
            await Answers.Refuse(http, Problem.TooLarge, "Nothing was changed. Send less at a time.");
            return null;
        }
        try
        {
            var reader = new Utf8JsonReader(JsonBody.WithoutByteOrderMark(body));
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

    /// <summary>Answers 200 with a body that no cache may store.</summary>
    public static async Task AnswerAsync<T>(HttpContext http, T body, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = Answers.Json;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, type), http.RequestAborted);
    }
}

/// <summary>The state of a petition after an admin call.</summary>
internal sealed record StateBody(string Slug, string State);

/// <summary>The files of one petition, which are published or made a draft.</summary>
internal sealed record PublicationBody([property: JsonRequired] ImmutableArray<PublicationFile> Documents, bool Draft = false);

/// <summary>One file, named as in a folder of documents: <c>slug.lang.md</c>.</summary>
internal sealed record PublicationFile([property: JsonRequired] string Name, [property: JsonRequired] string Content);

/// <summary>The addresses whose signatures are looked up.</summary>
internal sealed record LookupBody([property: JsonRequired] ImmutableArray<string> Emails);

/// <summary>The states of their signatures, in the same order.</summary>
internal sealed record LookupAnswer(ImmutableArray<LookedUp> States);

/// <summary>The state of one: counted, pending, withdrawn, invalidated, expired or none.</summary>
internal sealed record LookedUp(string Email, string State);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8)]
[JsonSerializable(typeof(StateBody))]
[JsonSerializable(typeof(ExtensionBody))]
[JsonSerializable(typeof(ExtendedBody))]
[JsonSerializable(typeof(HandoverBody))]
[JsonSerializable(typeof(HandoversBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(NewTokenBody))]
[JsonSerializable(typeof(GivenTokenBody))]
[JsonSerializable(typeof(TokensBody))]
[JsonSerializable(typeof(PublicationAnswer))]
[JsonSerializable(typeof(PetitionEntry))]
[JsonSerializable(typeof(PetitionEntries))]
[JsonSerializable(typeof(PublicationBody))]
[JsonSerializable(typeof(DocumentBody))]
[JsonSerializable(typeof(EntriesBody))]
[JsonSerializable(typeof(EntriesAnswer))]
[JsonSerializable(typeof(LookupBody))]
[JsonSerializable(typeof(LookupAnswer))]
internal sealed partial class AdminJson : JsonSerializerContext;
