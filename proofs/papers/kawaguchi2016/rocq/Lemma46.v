(* Lemma46.v : Lemma 4.6 for every depth, every widths, at every critical point *)
(* whose second variation is >= 0 along layers (1,H+1) (psd2 W H <- psdH W):    *)
(*   C (C^T C)^- C^T = U_pbar U_pbar^T,  pbar = rank C.                         *)
(* The eigendecomposition Sigma = U diag(lam) U^T is a hypothesis (the paper    *)
(* fixes one); no spectral theorem is needed.                                   *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks CriticalPoints.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section L46.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)) (W : net R d).
Hypothesis H1 : (1 <= H)%N.
Hypothesis uX : X *m X^T \in unitmx.
Hypothesis hc : crit X Y W.

Let K := invmx (X *m X^T).
Let Sg := Y *m X^T *m K *m X *m Y^T.
Let C := Cm H W.
Variable G : 'M[R]_(d 1).
Hypothesis hG : ginv (C^T *m C) G.
Let P := C *m G *m C^T.
Let M := Pr W H.+1 0.

Lemma symK : K^T = K.
Proof. by rewrite /K trmx_inv trmx_mul trmxK. Qed.
Lemma symP : P^T = P. Proof. exact: proj_sym. Qed.
Lemma symSg : Sg^T = Sg.
Proof. by rewrite /Sg !trmx_mul !trmxK symK !mulmxA. Qed.

Lemma hl : (1 <= H <= H)%N. Proof. by rewrite H1 leqnn. Qed.
Lemma XXK : X *m X^T *m K = 1%:M. Proof. exact: mulmxV. Qed.

Lemma M_eq_so : M = P *m Y *m X^T *m K.
Proof. exact: deep_lemma42_so. Qed.

Lemma MXr0_so : M *m X *m (M *m X - Y)^T = 0.
Proof.
have := critk_so hl hc; rewrite /Am Pr_id mulmx1 /res -/M => h.
have e : M = W H *m (Bm W H *m W 0%N).
  by rewrite /M (@Pr_split _ _ _ 0 1 H.+1) // Pr_1 Pr_S // mulmxA.
by rewrite {1}e -!mulmxA; have := congr1 (mulmx (W H)) h; rewrite mulmx0 -!mulmxA.
Qed.

Lemma MXXM_so : M *m X *m X^T *m M^T = M *m X *m Y^T.
Proof. by apply: (cert_step MXr0_so 1%:M 1%:M); mxring. Qed.

Lemma MXY_so : M *m X *m Y^T = P *m Sg.
Proof. by rewrite M_eq_so /Sg !mulmxA. Qed.

Theorem comm_so : P *m Sg = Sg *m P.
Proof.
have e : (P *m Sg)^T = P *m Sg.
  by rewrite -MXY_so -MXXM_so !trmx_mul !trmxK !mulmxA.
by rewrite -{1}e trmx_mul symP symSg.
Qed.

Hypothesis hp : psd2 X Y W H.
(* Rayleigh comparison: u in range C, v orthogonal to range C                   *)
Theorem order_so (u v : 'cV[R]_(d H.+1)) :
  P *m u = u -> P *m v = 0 -> (u^T *m u) 0 0 = 1 -> (v^T *m v) 0 0 = 1 ->
  (v^T *m Sg *m v) 0 0 <= (u^T *m Sg *m u) 0 0.
Proof.
move=> hu hv nu nv.
have uu : u^T *m u = 1%:M by rewrite [LHS]mx11_scalar nu.
have vv : v^T *m v = 1%:M by rewrite [LHS]mx11_scalar nv.
have uv : u^T *m v = 0 by rewrite -hu trmx_mul symP -mulmxA hv mulmx0.
have vu : v^T *m u = 0 by rewrite -[LHS]trmxK trmx_mul trmxK uv trmx0.
have hPu : u^T *m P = u^T by rewrite -{2}hu trmx_mul symP.
pose r := (M *m X - Y)^T.
pose b := - (K *m X *m r *m v).
have [_] := necessary_so hl hc (G *m C^T *m u *m b^T) (v *m u^T *m W H) hp.
have CM : Am H W H *m W H *m Bm W H = C by rewrite -(C_split W hl).
rewrite CM /Am Pr_id !mul1mx.
have CB : v *m u^T *m W H *m Bm W H = v *m u^T *m C.
  by rewrite /C /Cm Pr_S // -!mulmxA.
have PC : C *m (G *m C^T *m u *m b^T) = u *m b^T.
  by rewrite -[in RHS]hu /P !mulmxA.
have CW : C *m W 0%N = M by rewrite /M full_split.
rewrite CB PC -[v *m u^T *m C *m W 0%N]mulmxA CW -/r.
have -> : v *m u^T *m C *m (G *m C^T *m u *m b^T) = v *m b^T.
  by rewrite -[v *m u^T *m C *m _]mulmxA PC !mulmxA -[v *m u^T *m u]mulmxA uu mulmx1.
rewrite sqD.
(* the three pieces *)
have e1 : sq (v *m u^T *m M *m X) = (u^T *m Sg *m u) 0 0.
  rewrite /sq; transitivity (\tr (u^T *m Sg *m u)); last by rewrite trace_mx11.
  apply: (tr_cyc (U := X^T *m M^T *m u *m (v^T *m v)) (V := u^T *m M *m X)); first by mxring.
  rewrite vv mulmx1.
  transitivity (u^T *m (M *m X *m X^T *m M^T) *m u); last by mxring.
  by rewrite MXXM_so MXY_so mulmxA hPu.
have e2 : \tr ((v *m u^T *m M *m X)^T *m (u *m b^T *m X)) = 0.
  have -> : (v *m u^T *m M *m X)^T *m (u *m b^T *m X)
     = X^T *m M^T *m u *m (v^T *m u) *m b^T *m X by mxring.
  by rewrite vu mulmx0 !mul0mx mxtrace0.
have e3 : sq (u *m b^T *m X) = (v^T *m r^T *m X^T *m K *m X *m r *m v) 0 0.
  rewrite /sq; transitivity (\tr (v^T *m r^T *m X^T *m K *m X *m r *m v)); last by rewrite trace_mx11.
  apply: (tr_cyc (U := X^T *m b *m (u^T *m u)) (V := b^T *m X)); first by mxring.
  rewrite uu mulmx1 /b trmxN !trmx_mul symK.
  have -> : - (v^T *m (r^T *m (X^T *m K))) *m X *m (X^T *m - (K *m X *m r *m v))
     = v^T *m r^T *m X^T *m K *m (X *m X^T *m K) *m X *m r *m v by mxring.
  by rewrite XXK mulmx1 ?mulmxA.
have e4 : \tr (r *m (v *m b^T *m X)) = - (v^T *m r^T *m X^T *m K *m X *m r *m v) 0 0.
  rewrite -trace_mx11 -[- _]linearN /=.
  apply: (tr_cyc (U := r *m v) (V := b^T *m X)); first by mxring.
  by rewrite /b trmxN !trmx_mul symK; mxring.
have e5 : v^T *m r^T *m X^T *m K *m X *m r *m v = v^T *m Sg *m v.
  have rv : X *m r *m v = - (X *m Y^T *m v).
    rewrite /r M_eq_so.
    have -> : X *m (P *m Y *m X^T *m K *m X - Y)^T *m v
      = X *m X^T *m K^T *m X *m Y^T *m P^T *m v - X *m Y^T *m v by mxring.
    by rewrite symP -[_ *m P *m v]mulmxA hv mulmx0 add0r.
  have rvT : v^T *m r^T *m X^T = - (v^T *m Y *m X^T).
    by have := congr1 trmx rv; rewrite trmxN !trmx_mul !trmxK !mulmxA.
  have -> : v^T *m r^T *m X^T *m K *m X *m r *m v
     = (v^T *m r^T *m X^T) *m K *m (X *m r *m v) by mxring.
  by rewrite rv rvT /Sg; mxring.
rewrite -?/r e1 e2 e3 e4 e5.
set a := (u^T *m Sg *m u) 0 0; set c := (v^T *m Sg *m v) 0 0.
have -> : a + 0 *+ 2 + c + (- c) *+ 2 = a - c by ring.
by rewrite subr_ge0.
Qed.

(* ---- with an eigendecomposition, as in the paper ----------------------------*)
Variables (U : 'M[R]_(d H.+1)) (lam : 'rV[R]_(d H.+1)).
Hypothesis UU : U^T *m U = 1%:M.
Hypothesis Sg_eq : Sg = U *m diag_mx lam *m U^T.
Hypothesis lam_dec : forall i j : 'I_(d H.+1), (i < j)%N -> lam 0 j < lam 0 i.

Let E := U^T *m P *m U.

Lemma UU' : U *m U^T = 1%:M. Proof. exact: mulmx1C. Qed.

Lemma lam_inj i j : lam 0 i = lam 0 j -> i = j.
Proof.
move=> e; apply/val_inj; case: (ltngtP i j) => // /lam_dec; by rewrite e ltxx.
Qed.

Lemma E_diag i j : i != j -> E i j = 0.
Proof.
move=> ij.
have h : E *m diag_mx lam = diag_mx lam *m E.
  have e0 : diag_mx lam = U^T *m Sg *m U.
    by rewrite Sg_eq !mulmxA UU mul1mx -mulmxA UU mulmx1.
  rewrite e0 /E.
  have -> : U^T *m P *m U *m (U^T *m Sg *m U) = U^T *m P *m (U *m U^T) *m Sg *m U by mxring.
  have -> : U^T *m Sg *m U *m (U^T *m P *m U) = U^T *m Sg *m (U *m U^T) *m P *m U by mxring.
  by rewrite UU' !mulmx1 -[U^T *m P *m Sg]mulmxA comm_so !mulmxA.
have := congr1 (fun Z : 'M_(_,_) => Z i j) h.
rewrite mul_mx_diag mul_diag_mx !mxE mulrC => /eqP.
rewrite -subr_eq0 -mulrBl mulf_eq0 subr_eq0 => /orP[/eqP /lam_inj e|/eqP //].
by rewrite e eqxx in ij.
Qed.

Lemma E_idem : E *m E = E.
Proof.
rewrite /E; have -> : U^T *m P *m U *m (U^T *m P *m U) = U^T *m P *m (U *m U^T) *m P *m U by mxring.
by rewrite UU' mulmx1 -[U^T *m P *m P]mulmxA /P proj_idem.
Qed.

Lemma E_01 i : E i i = 0 \/ E i i = 1.
Proof.
have := congr1 (fun Z : 'M_(_,_) => Z i i) E_idem; rewrite /= mxE (bigD1 i) //=.
rewrite big1 => [|j ji]; last by rewrite E_diag ?mul0r // eq_sym.
rewrite addr0 => /eqP; rewrite -subr_eq0 -{3}[E i i]mulr1 -mulrBr mulf_eq0 subr_eq0.
by case/orP=> /eqP; [left | right].
Qed.

Let u_ i := U *m (delta_mx i 0 : 'cV[R]_(d H.+1)).

Lemma u_norm i : ((u_ i)^T *m u_ i) 0 0 = 1.
Proof.
rewrite /u_ trmx_mul -mulmxA [U^T *m _]mulmxA UU mul1mx trmx_delta mul_delta_mx.
by rewrite mxE !eqxx.
Qed.

Lemma P_u i : P *m u_ i = E i i *: u_ i.
Proof.
have e : P *m U = U *m E by rewrite /E !mulmxA UU' mul1mx.
rewrite /u_ mulmxA e -mulmxA scalemxAr; congr (U *m _).
apply/matrixP=> k l; rewrite -colE [LHS]mxE [l]ord1 scaleE [delta_mx _ _ _ _]mxE eqxx andbT.
by case: (altP (k =P i)) => [->|ki]; rewrite ?mulr1 // mulr0 E_diag.
Qed.

Lemma Sg_u i : ((u_ i)^T *m Sg *m u_ i) 0 0 = lam 0 i.
Proof.
rewrite Sg_eq /u_ trmx_mul trmx_delta.
pose e1 : 'rV[R]_(d H.+1) := delta_mx 0 i; pose e2 : 'cV[R]_(d H.+1) := delta_mx i 0.
rewrite -/e1 -/e2; pose D := diag_mx lam.
have -> : e1 *m U^T *m (U *m diag_mx lam *m U^T) *m (U *m e2)
        = e1 *m (U^T *m U) *m D *m (U^T *m U) *m e2 by rewrite ?mulmxA.
rewrite UU !mulmx1 /D /e1 /e2.
by rewrite -rowE -colE !mxE eqxx mulr1n.
Qed.

(* the selected index set is downward closed: it selects the LARGEST eigenvalues*)
Lemma E_down (i j : 'I_(d H.+1)) : (i < j)%N -> E j j = 1 -> E i i = 1.
Proof.
move=> ij ej; case: (E_01 i) => // ei; have := lam_dec ij.
have := @order_so (u_ j) (u_ i); rewrite !P_u ej ei scale1r scale0r !u_norm !Sg_u.
by move=> /(_ erefl erefl erefl erefl); rewrite leNgt => /negbTE ->.
Qed.

Theorem lemma46_pid : exists2 k, (k <= d H.+1)%N & E = pid_mx k.
Proof.
pose q k := [forall i : 'I_(d H.+1), (i == k :> nat) ==> (E i i == 0)].
have ex : exists k, q k.
  exists (d H.+1); apply/forallP=> i; apply/implyP=> /eqP e.
  by have := ltn_ord i; rewrite e ltnn.
case: (ex_minnP ex) => k qk kmin.
exists k.
  apply: kmin; apply/forallP=> i; apply/implyP=> /eqP e.
  by have := ltn_ord i; rewrite e ltnn.
apply/matrixP=> i j; rewrite [RHS]mxE.
case: (altP (i =P j)) => [<-|ij]; last by rewrite E_diag // val_eqE (negbTE ij).
rewrite eqxx /=; case: (ltnP i k) => ik.
  case: (E_01 i) => // ei; have : q i.
    apply/forallP=> l; apply/implyP=> /eqP e; by rewrite (_ : l = i) ?ei //; apply: val_inj.
  by move/kmin; rewrite leqNgt ik.
case: (E_01 i) => // ei.
have kd : (k < d H.+1)%N by apply: leq_ltn_trans ik (ltn_ord i).
have ek : E (Ordinal kd) (Ordinal kd) = 0.
  by have /forallP/(_ (Ordinal kd)) := qk; rewrite eqxx => /eqP.
move: ik; rewrite leq_eqVlt => /orP[/eqP e|lt].
  have -> : i = Ordinal kd by apply: val_inj; rewrite /= e.
  by rewrite ek.
have := @E_down (Ordinal kd) i lt ei; rewrite ek => /eqP.
by rewrite eq_sym oner_eq0.
Qed.

(* Lemma 4.6:  C (C^T C)^- C^T = U_pbar U_pbar^T  with pbar = rank C            *)
Theorem lemma46_so : C *m G *m C^T = U *m pid_mx (\rank C) *m U^T.
Proof.
have [k kd ek] := lemma46_pid.
have eP : P = U *m pid_mx k *m U^T.
  rewrite -ek /E; have -> : U *m (U^T *m P *m U) *m U^T = (U *m U^T) *m P *m (U *m U^T) by mxring.
  by rewrite UU' mul1mx mulmx1.
have uU : U \in unitmx by case/mulmx1_unit: UU'.
have rP : \rank P = \rank C.
  have e : P *m C = C by rewrite /P gram_ginv_l.
  apply/eqP; rewrite eqn_leq; apply/andP; split.
    by rewrite /P -mulmxA; exact: mxrankM_maxl.
  by rewrite -{1}e; exact: mxrankM_maxl.
suff -> : \rank C = k by [].
rewrite -rP eP mxrankMfree ?row_free_unit ?unitmx_tr //.
rewrite -mxrank_tr trmx_mul mxrankMfree ?row_free_unit ?unitmx_tr //.
by rewrite tr_pid_mx rank_pid_mx.
Qed.
End L46.

(* ---- exactly as in the paper (critical point, PSD Hessian), and local minima - *)
Section L46main.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)) (W : net R d).
Hypothesis H1 : (1 <= H)%N.
Hypothesis uX : X *m X^T \in unitmx.
Let Sg := Y *m X^T *m invmx (X *m X^T) *m X *m Y^T.
Let C := Cm H W.
Variable G : 'M[R]_(d 1).
Hypothesis hG : ginv (C^T *m C) G.
Let P := C *m G *m C^T.
Variables (U : 'M[R]_(d H.+1)) (lam : 'rV[R]_(d H.+1)).
Hypothesis UU : U^T *m U = 1%:M.
Hypothesis Sg_eq : Sg = U *m diag_mx lam *m U^T.
Hypothesis lam_dec : forall i j : 'I_(d H.+1), (i < j)%N -> lam 0 j < lam 0 i.

(* P and Sigma commute at EVERY critical point *)
Theorem comm_crit : crit X Y W -> P *m Sg = Sg *m P.
Proof. by move=> hc; exact: comm_so. Qed.

(* lemma-4.6, lemma-4.6-strong. Without the alternative X r = 0; the
   eigendecomposition of Sigma is given, its eigenvalues strictly decrease. *)
Theorem lemma46_hess : crit X Y W -> psdH X Y W ->
  C *m G *m C^T = U *m pid_mx (\rank C) *m U^T.
Proof.
move=> hc hp; have hp2 : psd2 X Y W H by exact: psdH_psd2.
exact: (lemma46_so H1 uX hc hG hp2 UU Sg_eq lam_dec).
Qed.

End L46main.

Section L46local.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)) (W : net R d).
Hypothesis H1 : (1 <= H)%N.
Hypothesis uX : X *m X^T \in unitmx.
Hypothesis lmin : local_min X Y W.
Let K := invmx (X *m X^T).
Let Sg := Y *m X^T *m K *m X *m Y^T.
Let C := Cm H W.
Variable G : 'M[R]_(d 1).
Hypothesis hG : ginv (C^T *m C) G.
Let P := C *m G *m C^T.
Let M := Pr W H.+1 0.
Let hc : crit X Y W. Proof. by case: (local_min_second lmin). Qed.
Let hp : psd2 X Y W H. Proof. by case: (local_min_second lmin) => _ h; exact: psdH_psd2. Qed.
Lemma M_eq : M = P *m Y *m X^T *m K. Proof. exact: M_eq_so. Qed.
Lemma MXr0 : M *m X *m (M *m X - Y)^T = 0. Proof. exact: MXr0_so. Qed.
Lemma MXXM : M *m X *m X^T *m M^T = M *m X *m Y^T. Proof. exact: MXXM_so. Qed.
Lemma MXY : M *m X *m Y^T = P *m Sg. Proof. exact: MXY_so. Qed.
Theorem comm : P *m Sg = Sg *m P. Proof. exact: comm_so. Qed.
Theorem order (u v : 'cV[R]_(d H.+1)) :
  P *m u = u -> P *m v = 0 -> (u^T *m u) 0 0 = 1 -> (v^T *m v) 0 0 = 1 ->
  (v^T *m Sg *m v) 0 0 <= (u^T *m Sg *m u) 0 0.
Proof. exact: (order_so H1 uX hc hG hp). Qed.
Variables (U : 'M[R]_(d H.+1)) (lam : 'rV[R]_(d H.+1)).
Hypothesis UU : U^T *m U = 1%:M.
Hypothesis Sg_eq : Sg = U *m diag_mx lam *m U^T.
Hypothesis lam_dec : forall i j : 'I_(d H.+1), (i < j)%N -> lam 0 j < lam 0 i.
Theorem lemma46 : C *m G *m C^T = U *m pid_mx (\rank C) *m U^T.
Proof. exact: (lemma46_so H1 uX hc hG hp UU Sg_eq lam_dec). Qed.
End L46local.
