namespace Petitions.Frontend.Http;

/// <summary>Finds the style in which a call's problems are answered.</summary>
internal static class ProblemStyle
{
    /// <summary>
    /// The style in the metadata of the endpoint. Without an endpoint, as at an address that does not exist, or without a style: problem
    /// details under <c>/api</c>, a page elsewhere.
    /// </summary>
    public static IProblemStyle Of(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IProblemStyle>() is { } style) return style;
        return http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            ? JsonProblems.Style : http.RequestServices.GetRequiredService<IProblemPages>();
    }
}
