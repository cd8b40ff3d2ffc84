global using QuerySession = Marten.Internal.Sessions.QuerySession;
