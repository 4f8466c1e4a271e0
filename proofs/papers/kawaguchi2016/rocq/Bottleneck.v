(* Bottleneck.v : the case rank C = W_{H+1}..W_2 maximal, WITHOUT any           *)
(* assumption on X and Y (X X^T may be singular, eigenvalues may coincide,      *)
(* no eigendecomposition, no square roots: any ordered field).                  *)
(* T = X^T K X is the orthogonal projection onto the row space of X, and        *)
(* Sigma = Y T Y^T  (= Y X^T (X X^T)^-1 X Y^T when X X^T is invertible).        *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks CriticalPoints Lemma46 FullRank.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section TraceDom.
Variable R : realFieldType.


(* tr (M^T S M) = sum over the columns c of M of c^T S c *)
Lemma tr_cols n p (S : 'M[R]_n) (M : 'M[R]_(n,p)) :
  \tr (M^T *m S *m M) = \sum_j ((col j M)^T *m S *m col j M) 0 0.
Proof.
apply: eq_bigr => j _; rewrite !colE trmx_mul trmx_delta.
have -> : delta_mx 0 j *m M^T *m S *m (M *m delta_mx j 0)
        = (delta_mx 0 j : 'rV_p) *m (M^T *m S *m M) *m (delta_mx j 0 : 'cV_p).
  by rewrite !mulmxA.
by rewrite -rowE -colE !mxE.
Qed.

(* P, Q orthogonal projections, P commutes with S, the values of the form S     *)
(* on range P dominate those on ker P, rank Q <= rank P ==> tr QS <= tr PS.     *)
(* (Ky Fan's inequality for this P, with neither eigenvalues nor a separating   *)
(* number: sum the comparison over the columns of (1-P)Q and of P(1-Q).)        *)
Lemma trace_dom n (P Q S : 'M[R]_n) :
  P^T = P -> P *m P = P -> Q^T = Q -> Q *m Q = Q ->
  P *m S = S *m P -> (forall u : 'cV[R]_n, 0 <= (u^T *m S *m u) 0 0) ->
  (forall u v : 'cV[R]_n, P *m u = u -> P *m v = 0 ->
     (u^T *m u) 0 0 * (v^T *m S *m v) 0 0 <= (v^T *m v) 0 0 * (u^T *m S *m u) 0 0) ->
  (\rank Q <= \rank P)%N -> \tr (Q *m S) <= \tr (P *m S).
Proof.
move=> sP iP sQ iQ cPS pS dom rk.
pose V := Q - P *m Q; pose U := P - P *m Q.
have PV : P *m V = 0 by rewrite /V mulmxBr mulmxA iP subrr.
have PU : P *m U = U by rewrite /U mulmxBr mulmxA !iP.
(* trace (1-P)Q(1-P) S  <=  trace P(1-Q)P S *)
have tU : \tr (U^T *m U) = \tr P - \tr (P *m Q).
  have -> : U^T *m U = P^T *m P - P^T *m P *m Q - Q^T *m P^T *m P + Q^T *m P^T *m P *m Q.
    by rewrite /U; mxring.
  rewrite sP sQ iP !mxtraceD !n_tN -[Q *m P *m P]mulmxA iP.
  rewrite [\tr (Q *m P)]mxtrace_mulC -[\tr (Q *m P *m Q)]mxtrace_mulC mulmxA iQ.
  by rewrite [\tr (Q *m P)]mxtrace_mulC; set a := \tr P; set b := \tr _; ring.
have tV : \tr (V^T *m V) = \tr Q - \tr (P *m Q).
  have -> : V^T *m V = Q^T *m Q - Q^T *m P *m Q - Q^T *m P^T *m Q + Q^T *m P^T *m P *m Q.
    by rewrite /V; mxring.
  rewrite sP sQ iQ !mxtraceD !n_tN -[Q *m P *m P]mulmxA iP.
  rewrite -[\tr (Q *m P *m Q)]mxtrace_mulC mulmxA iQ.
  by rewrite [\tr (Q *m P)]mxtrace_mulC; set a := \tr Q; set b := \tr _; ring.
have SU : \tr (U^T *m S *m U) - \tr (V^T *m S *m V) = \tr (P *m S) - \tr (Q *m S).
  have eV : V^T *m S *m V = Q^T *m S *m Q - Q^T *m S *m P *m Q
     - Q^T *m P^T *m S *m Q + Q^T *m P^T *m S *m P *m Q by rewrite /V; mxring.
  have eU : U^T *m S *m U = P^T *m S *m P - P^T *m S *m P *m Q
     - Q^T *m P^T *m S *m P + Q^T *m P^T *m S *m P *m Q by rewrite /U; mxring.
  have PSP : P *m S *m P = P *m S by rewrite cPS -mulmxA iP.
  have t1 : \tr (Q *m P *m S *m Q) = \tr (Q *m P *m S).
    by rewrite mxtrace_mulC !mulmxA iQ.
  have t2 : \tr (Q *m S *m Q) = \tr (Q *m S).
    by rewrite mxtrace_mulC !mulmxA iQ.
  have t3 : \tr (P *m S *m Q) = \tr (Q *m P *m S).
    by rewrite mxtrace_mulC !mulmxA.
  have QPSP : Q *m P *m S *m P = Q *m P *m S.
    by rewrite -[Q *m P *m S]mulmxA -mulmxA PSP.
  have QSP : Q *m S *m P = Q *m P *m S by rewrite -mulmxA -cPS mulmxA.
  rewrite eU eV sP sQ PSP QPSP QSP !mxtraceD !n_tN t1 t2 t3.
  by set a := \tr _; set b := \tr _; set c := \tr _; ring.
rewrite -subr_ge0 -SU subr_ge0 {SU}.
(* summing the comparison over all pairs of columns *)
have dd : \tr (U^T *m U) * \tr (V^T *m S *m V) <= \tr (V^T *m V) * \tr (U^T *m S *m U).
  have e p (M : 'M[R]_(n,p)) : \tr (M^T *m M) = \sum_j ((col j M)^T *m col j M) 0 0.
    by have := tr_cols 1%:M M; rewrite mulmx1 => ->; apply: eq_bigr => j _; rewrite mulmx1.
  rewrite !tr_cols !e !big_distrlr /= [X in _ <= X]exchange_big /=.
  apply: ler_sum => i _; apply: ler_sum => j _; apply: dom.
    by rewrite colE mulmxA PU.
  by rewrite colE mulmxA PV mul0mx.
have U0 : 0 <= \tr (U^T *m U) by exact: sq_ge0.
have SU0 : 0 <= \tr (U^T *m S *m U) by rewrite tr_cols sumr_ge0.
have VU : \tr (V^T *m V) <= \tr (U^T *m U).
  by rewrite tU tV ler_add2r !tr_idem // ler_nat.
move: U0; rewrite le_eqVlt => /orP[/eqP U0|U0].
  have V0 : V = 0.
    by apply: sq_eq0; apply/eqP; rewrite eq_le sq_ge0 andbT [X in _ <= X]U0.
  by rewrite V0 mulmx0 mxtrace0.
rewrite -(ler_pmul2l U0); apply: le_trans dd _.
exact: ler_wpmul2r.
Qed.
End TraceDom.

Section Bottleneck.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Hypothesis H1 : (1 <= H)%N.
Implicit Types W : net R d.

(* T : orthogonal projection onto the row space of X; Sg = Y T Y^T.             *)
(* (variables with defining equations, not Lets: they must stay opaque)         *)
Variables (K : 'M[R]_(d 0%N)) (T : 'M[R]_s) (Sg : 'M[R]_(d H.+1)).
Hypothesis TE : T = X^T *m K *m X.
Hypothesis symT : T^T = T.
Hypothesis idemT : T *m T = T.
Hypothesis XT : X *m T = X.
Hypothesis SgD : Sg = Y *m T *m Y^T.

Lemma SgE : Sg = (T *m Y^T)^T *m (T *m Y^T).
Proof. by rewrite trmx_mul trmxK symT mulmxA -[Y *m T *m T]mulmxA idemT. Qed.

Lemma Sg_psd (u : 'cV[R]_(d H.+1)) : 0 <= (u^T *m Sg *m u) 0 0.
Proof.
have -> : u^T *m Sg *m u = (T *m Y^T *m u)^T *m (T *m Y^T *m u).
  by rewrite SgE [in RHS]trmx_mul !mulmxA.
exact: sqnorm_ge0.
Qed.

(* ---------- value and lower bound of the loss --------------------------------- *)
Lemma loss_projT (P : 'M[R]_(d H.+1)) : P^T = P -> P *m P = P ->
  sq (P *m Y *m T - Y) = sq Y - \tr (P *m Sg).
Proof.
move=> sP iP; rewrite /sq.
have -> : (P *m Y *m T - Y)^T *m (P *m Y *m T - Y)
  = T^T *m Y^T *m P^T *m P *m Y *m T - T^T *m Y^T *m P^T *m Y
    - Y^T *m P *m Y *m T + Y^T *m Y by mxring.
rewrite !mxtraceD !n_tN sP symT.
have -> : \tr (T *m Y^T *m P *m P *m Y *m T) = \tr (P *m Sg).
  rewrite -[T *m Y^T *m P *m P]mulmxA iP.
  apply: (tr_cyc (U := T *m Y^T) (V := P *m Y *m T)); first by rewrite !mulmxA.
  by rewrite SgD !mulmxA -[P *m Y *m T *m T]mulmxA idemT.
have -> : \tr (T *m Y^T *m P *m Y) = \tr (P *m Sg).
  by apply: (tr_cyc (U := T *m Y^T) (V := P *m Y)); rewrite ?SgD !mulmxA.
have -> : \tr (Y^T *m P *m Y *m T) = \tr (P *m Sg).
  by apply: (tr_cyc (U := Y^T) (V := P *m Y *m T)); rewrite ?SgD !mulmxA.
by set a := \tr (P *m Sg); set b := \tr (Y^T *m Y); ring.
Qed.

(* lower bound for ANY product C V: projecting never increases the loss         *)
Lemma loss_lowerT n (C : 'M[R]_(d H.+1, n)) (V : 'M[R]_(n, d 0%N)) P :
  P^T = P -> P *m P = P -> P *m C = C ->
  sq Y - \tr (P *m Sg) <= sq (C *m V *m X - Y).
Proof.
move=> sP iP PC; rewrite -(loss_projT sP iP).
pose Z := C *m V *m X - P *m Y *m T.
have PZ : P *m Z = Z by rewrite /Z mulmxBr !mulmxA PC iP.
have ZT : Z *m T = Z.
  by rewrite /Z mulmxBl -[C *m V *m X *m T]mulmxA XT -[P *m Y *m T *m T]mulmxA idemT.
have -> : C *m V *m X - Y = (P *m Y *m T - Y) + Z by rewrite /Z; mxring.
move: Z PZ ZT => Z PZ ZT.
suff cr : \tr ((P *m Y *m T - Y)^T *m Z) = 0.
  by rewrite [X in _ <= X]sqD cr mul0rn addr0 ler_addl sq_ge0.
rewrite -ZT -PZ; transitivity (\tr (0 : 'M[R]_s)); last by rewrite mxtrace0.
apply: (tr_cyc (U := (P *m Y *m T - Y)^T *m P *m Z) (V := T)); first by rewrite !mulmxA.
have -> : T *m ((P *m Y *m T - Y)^T *m P *m Z)
  = (T *m T^T *m Y^T *m P^T *m P - T *m Y^T *m P) *m Z by mxring.
by rewrite symT idemT sP -[T *m Y^T *m P *m P]mulmxA iP subrr mul0mx.
Qed.

(* ---------- structure of a local minimum --------------------------------------- *)
Section LocalMin.
Variable W : net R d.
Hypothesis lmin : local_min X Y W.
(* C = W_{H+1}..W_2, M = Pi, P = C L the orthogonal projection onto range C     *)
Variables (C : 'M[R]_(d H.+1, d 1)) (M : 'M[R]_(d H.+1, d 0%N)).
Variables (P : 'M[R]_(d H.+1)) (L : 'M[R]_(d 1, d H.+1)).
Hypothesis CE : C = Cm H W.
Hypothesis ME : M = Pr W H.+1 0.
Hypothesis PL : P = C *m L.
Hypothesis symP : P^T = P.
Hypothesis idemP : P *m P = P.
Hypothesis PC : P *m C = C.

Lemma hlT : (1 <= H <= H)%N. Proof. by rewrite H1 leqnn. Qed.
Lemma CW : C *m W 0%N = M. Proof. by rewrite ME full_split CE. Qed.
Lemma PM : P *m M = M. Proof. by rewrite -CW mulmxA PC. Qed.

(* Lemma 4.2 for the predictions:  Pi X = P Y T *)
Lemma MX_eq : M *m X = P *m Y *m T.
Proof.
have h : C^T *m (M *m X - Y) *m X^T = 0.
  have := congr1 trmx (crit1 lmin hlT); rewrite /res -ME -CE.
  by rewrite trmx0 !trmx_mul !trmxK mulmxA.
have {}h : M *m X *m X^T = P *m Y *m X^T.
  have e : P *m (M *m X - Y) *m X^T = 0.
    rewrite -symP PL trmx_mul.
    by have := congr1 (mulmx L^T) h; rewrite mulmx0 !mulmxA.
  apply/eqP; rewrite -subr_eq0 -[X in _ == X]e mulmxBr mulmxBl.
  by rewrite [P *m (M *m X)]mulmxA PM.
by rewrite -{1}XT TE !mulmxA h.
Qed.

Lemma MXr0T : M *m X *m (M *m X - Y)^T = 0.
Proof.
have := critk lmin hlT; rewrite /Am Pr_id mulmx1 /res -ME => h.
have e : M = W H *m (Bm W H *m W 0%N).
  by rewrite ME (@Pr_split _ _ _ 0 1 H.+1) // Pr_1 Pr_S // mulmxA.
by rewrite {1}e -!mulmxA; have := congr1 (mulmx (W H)) h; rewrite mulmx0 -!mulmxA.
Qed.

Lemma MXY_T : M *m X *m Y^T = P *m Sg.
Proof. by rewrite MX_eq SgD !mulmxA. Qed.

Lemma MXXM_T : M *m X *m X^T *m M^T = P *m Sg.
Proof. by rewrite -MXY_T; apply: (cert_step MXr0T 1%:M 1%:M); mxring. Qed.

Lemma commT : P *m Sg = Sg *m P.
Proof.
have e : (P *m Sg)^T = P *m Sg.
  by rewrite -MXXM_T !trmx_mul !trmxK !mulmxA.
have sS : Sg^T = Sg by rewrite SgE trmx_mul trmxK.
by rewrite -{1}e trmx_mul symP sS.
Qed.

(* Rayleigh comparison (homogeneous): u in range C, v orthogonal to range C.    *)
(* second variation along V_{H+1} = v u^T W_{H+1}, V_1 = L u b^T with           *)
(* b^T = v^T Y X^T K, so that b^T X = v^T Y T                                   *)
Lemma orderT (u v : 'cV[R]_(d H.+1)) : P *m u = u -> P *m v = 0 ->
  (u^T *m u) 0 0 * (v^T *m Sg *m v) 0 0 <= (v^T *m v) 0 0 * (u^T *m Sg *m u) 0 0.
Proof.
move=> hu hv; set nu := (u^T *m u) 0 0; set nv := (v^T *m v) 0 0.
have uu : u^T *m u = nu%:M by rewrite [LHS]mx11_scalar.
have vv : v^T *m v = nv%:M by rewrite [LHS]mx11_scalar.
have vP : v^T *m P = 0 by rewrite -symP -trmx_mul hv trmx0.
have vu : v^T *m u = 0 by rewrite -hu mulmxA vP mul0mx.
have hPu : u^T *m P = u^T by rewrite -{2}hu trmx_mul symP.
have Mv : M^T *m v = 0 by rewrite -PM trmx_mul symP -mulmxA hv mulmx0.
pose c : 'rV[R]_(d 0%N) := v^T *m Y *m X^T *m K.
have cX : c *m X = v^T *m Y *m T by rewrite /c TE !mulmxA.
move: c cX => c cX.
have [_] := necessary lmin hlT (L *m u *m c) (v *m u^T *m W H).
have CM : Am H W H *m W H *m Bm W H = C by rewrite CE -(C_split W hlT).
rewrite CM /Am Pr_id !mul1mx CW.
have -> : v *m u^T *m W H *m Bm W H = v *m u^T *m C.
  by rewrite CE /Cm Pr_S // -!mulmxA.
have -> : C *m (L *m u *m c) *m X = u *m v^T *m Y *m T.
  by rewrite !mulmxA -PL hu -!mulmxA cX !mulmxA.
have -> : v *m u^T *m C *m W 0%N *m X = v *m u^T *m M *m X.
  by rewrite -CW !mulmxA.
have -> : v *m u^T *m C *m (L *m u *m c) *m X = nu *: (v *m v^T *m Y *m T).
  transitivity (v *m (u^T *m (C *m L *m u)) *m (c *m X)); first by rewrite !mulmxA.
  by rewrite -PL hu uu mul_mx_scalar cX -scalemxAl !mulmxA.
rewrite sqD -scalemxAr mxtraceZ.
have -> : sq (v *m u^T *m M *m X) = nv * (u^T *m Sg *m u) 0 0.
  rewrite /sq; transitivity (\tr (nv *: (u^T *m Sg *m u))); last by rewrite mxtraceZ trace_mx11.
  apply: (tr_cyc (U := X^T *m M^T *m u *m (v^T *m v)) (V := u^T *m M *m X)); first by mxring.
  rewrite vv mul_mx_scalar -scalemxAr; congr (_ *: _).
  transitivity (u^T *m (M *m X *m X^T *m M^T) *m u); last by rewrite !mulmxA.
  by rewrite MXXM_T mulmxA hPu.
have -> : \tr ((v *m u^T *m M *m X)^T *m (u *m v^T *m Y *m T)) = 0.
  have -> : (v *m u^T *m M *m X)^T *m (u *m v^T *m Y *m T)
     = X^T *m M^T *m u *m (v^T *m u) *m v^T *m Y *m T by mxring.
  by rewrite vu mulmx0 !mul0mx mxtrace0.
have -> : sq (u *m v^T *m Y *m T) = nu * (v^T *m Sg *m v) 0 0.
  rewrite /sq; transitivity (\tr (nu *: (v^T *m Sg *m v))); last by rewrite mxtraceZ trace_mx11.
  apply: (tr_cyc (U := T^T *m Y^T *m v *m (u^T *m u)) (V := v^T *m Y *m T)); first by mxring.
  rewrite uu mul_mx_scalar -scalemxAr; congr (_ *: _).
  by rewrite symT SgD !mulmxA -[v^T *m Y *m T *m T]mulmxA idemT.
have -> : \tr ((M *m X - Y)^T *m (v *m v^T *m Y *m T)) = - (v^T *m Sg *m v) 0 0.
  rewrite -trace_mx11 -n_tN.
  apply: (tr_cyc (U := (M *m X - Y)^T *m v) (V := v^T *m Y *m T)); first by rewrite !mulmxA.
  have -> : v^T *m Y *m T *m ((M *m X - Y)^T *m v)
     = v^T *m Y *m T *m X^T *m (M^T *m v) - v^T *m (Y *m T *m Y^T) *m v by mxring.
  by rewrite Mv mulmx0 sub0r SgD.
set a := (u^T *m Sg *m u) 0 0; set e := (v^T *m Sg *m v) 0 0.
have -> : nv * a + 0 *+ 2 + nu * e + (nu * - e) *+ 2 = nv * a - nu * e by ring.
by rewrite subr_ge0.
Qed.
End LocalMin.

(* ---------- rank C maximal  ==>  global ------------------------------------------ *)
Lemma rank_max_global_T W :
  (forall W' : net R d, (\rank (Cm H W') <= \rank (Cm H W))%N) ->
  local_min X Y W -> global_min X Y W.
Proof.
move=> hp lm W'.
(* the orthogonal projection onto range C, for W and for W'                     *)
have proj (V : net R d) : exists P, exists L, [/\ P = Cm H V *m L, P^T = P, P *m P = P,
    P *m Cm H V = Cm H V & \rank P = \rank (Cm H V)].
  have := ginv_exists ((Cm H V)^T *m Cm H V); move: (pinvmx _) => G hG.
  exists (Cm H V *m G *m (Cm H V)^T), (G *m (Cm H V)^T).
  have PC := gram_ginv_l hG; split; rewrite ?mulmxA //.
  - exact: proj_sym.
  - by have := proj_idem hG; rewrite !mulmxA.
  - apply/eqP; rewrite eqn_leq; apply/andP; split.
      by rewrite -mulmxA; exact: mxrankM_maxl.
    by rewrite -{1}PC; exact: mxrankM_maxl.
have [P [L [PL sP iP PC rP]]] := proj W.
have [Q [_ [_ sQ iQ QC rQ]]] := proj W'.
rewrite /loss (MX_eq lm erefl erefl PL sP PC) (loss_projT sP iP) full_split.
apply: le_trans (loss_lowerT (W' 0%N) sQ iQ QC); rewrite ler_add2l ler_opp2.
apply: trace_dom => //.
- exact: (commT lm erefl erefl PL sP PC).
- exact: Sg_psd.
- exact: (orderT lm erefl erefl PL sP PC).
by rewrite rP rQ.
Qed.
End Bottleneck.

Section Main.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Implicit Types W : net R d.

(* no assumption on the data *)
(* appendix-b1-full. rank C maximal, for any X and Y. *)
Theorem rank_max_global W : (1 <= H)%N ->
  (forall W' : net R d, (\rank (Cm H W') <= \rank (Cm H W))%N) ->
  local_min X Y W -> global_min X Y W.
Proof.
move=> H1; have := ginv_exists (X^T^T *m X^T); move: (pinvmx _) => K hK.
have sT := proj_sym hK; have iT := proj_idem hK; have TX := gram_ginv_l hK.
have TE : X^T *m K *m X^T^T = X^T *m K *m X by rewrite trmxK.
apply: (rank_max_global_T H1 TE sT iT _ erefl).
by apply: trmx_inj; rewrite trmx_mul sT.
Qed.

(* rank C >= some hidden width (or >= d_y) suffices *)
Corollary rank_C_global W k : (1 <= k <= H)%N ->
  (minn (d k) (d H.+1) <= \rank (Cm H W))%N ->
  local_min X Y W -> global_min X Y W.
Proof.
case/andP=> k1 kH hr; apply: rank_max_global => [|W']; first exact: leq_trans kH.
apply: leq_trans hr; rewrite leq_min rank_leq_row andbT.
by apply: rank_Cm_le; rewrite k1 ltnW.
Qed.
End Main.
