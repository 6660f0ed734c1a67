namespace Petitions.Frontend.Admin;

/// <summary>
/// Keeps the two sides apart before anything is routed: on a staff port only staff calls and health are answered, on every other port a
/// staff address is an address like any other that does not exist, for every method and whatever the Host header says.
/// </summary>
internal static class AdminPortFilter
{
    /// <summary>Where staff calls live.</summary>
    public const string Prefix = "/api/v1/admin";

    public static void UseAdminPortFilter(this IApplicationBuilder app)
    {
        var adminPorts = app.ApplicationServices.GetRequiredService<AdminPorts>().Ports;
        app.Use(next => http =>
        {
            var path = http.Request.Path;
            var isAdminCall = path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase);
            var isOnAdminPort = adminPorts.Contains(http.Connection.LocalPort);
            var isHealth = path == "/livez" || path == "/readyz";
            if (isAdminCall == isOnAdminPort || isHealth) return next(http);

            // What routing says about an address that does not exist; the answer is written where those are written.
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
